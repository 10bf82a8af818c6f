using ScaleNet.Data.Tests;

namespace ScaleNet.EndToEnd;

/// <summary>Trainings on picture files in ImageNet's layout.</summary>
[Trait("Tier", "slow")]
public sealed class PictureFolderTests : IDisposable
{
    private const string Training =
        "train --name p --model resnet11_small --data pictures --img-size 32 --epochs 2 --batch-size 8 --workers 2 --threads 1";

    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_network_is_trained_tested_and_resumed_on_folders_with_a_damaged_picture()
    {
        Write("train", images: 24);
        Write("val", images: 6);
        File.WriteAllBytes(_folder.At("pictures", "val", "b", "00.jpg"), Photographs.Jpeg(60, 50, seed: 1)[..200]);

        var trained = _folder.Run(Training).Succeeded();
        Assert.Contains("finished", trained.Output, StringComparison.Ordinal);
        Assert.Contains("\"skipped\":1", File.ReadAllText(_folder.At("runs", "p", "metrics.jsonl")), StringComparison.Ordinal);

        var evaluated = _folder.Run("evaluate runs/p --data pictures --threads 1").Succeeded();
        Assert.Contains("images       11", evaluated.Output, StringComparison.Ordinal);
        Assert.Contains("note: left out: pictures/val/b/00.jpg: ", evaluated.Log, StringComparison.Ordinal);

        var again = _folder.Run($"train --name p --data pictures --resume --threads 1").Succeeded();
        Assert.Contains("2 of 2, finished", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Pictures_that_vanish_during_a_training_end_it_with_one_of_them_named()
    {
        Write("train", images: 24);
        Write("val", images: 3);
        var line = Training.Replace("--epochs 2", "--epochs 200", StringComparison.Ordinal);
        using var tool = Tool.Start(_folder.Path, line.Split(' '));
        Signals.WaitForLine(tool, "p: epoch 1/");
        foreach (var name in new[] { "03", "07", "11" })
        {
            File.Delete(_folder.At("pictures", "train", "a", name + ".jpg"));
        }

        var failed = Tool.End(tool);

        failed.FailedWith(
            2, "pictures/train: 2 damaged images, at most 1 are passed over.", "The last: pictures/train/a/", ".jpg: cannot be read (");
        Write("train", images: 24);
        using var again = Tool.Start(_folder.Path, (line + " --resume").Split(' '));
        Signals.WaitForLine(again, "p: goes on at epoch");
        Signals.WaitForLine(again, "p: epoch ");
        Signals.Send(again.Id, Signals.KillAtOnce);
        again.WaitForExit();
    }

    [Fact]
    public void A_part_that_is_missing_is_named()
    {
        Write("train", images: 3);

        var refused = _folder.Run(Training);

        Assert.Equal(2, refused.Code);
        Assert.Contains("pictures: holds no val or validation or test beside train", refused.Log, StringComparison.Ordinal);
    }

    private void Write(string part, int images)
    {
        foreach (var (name, shift) in new[] { ("a", 0), ("b", 500) })
        {
            Directory.CreateDirectory(_folder.At("pictures", part, name));
            for (var image = 0; image < images; image++)
            {
                File.WriteAllBytes(_folder.At("pictures", part, name, $"{image:D2}.jpg"), Photographs.Jpeg(60 + image, 50, shift + image));
            }
        }
    }
}
