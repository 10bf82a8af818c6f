using ScaleNet.Data.Tests;

namespace ScaleNet.EndToEnd;

/// <summary>Shards from folders.</summary>
[Trait("Tier", "slow")]
public sealed class PackTests : IDisposable
{
    private const int PicturesOfClass = 1500; // enough for several shards of the least size

    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_killed_packing_goes_on_to_the_same_bytes()
    {
        WritePictures("train", PicturesOfClass);
        _folder.Run("data pack pictures/train -o whole --shard-size 1 --seed 3").Succeeded();

        using (var tool = Tool.Start(_folder.Path, "data pack pictures/train -o killed --shard-size 1 --seed 3".Split(' ')))
        {
            Assert.Contains("shard-000000.tar", tool.StandardError.ReadLine(), StringComparison.Ordinal);
            tool.Kill();
            tool.WaitForExit();
            Assert.Equal(137, tool.ExitCode);
        }

        Assert.True(Directory.GetFiles(_folder.At("killed"), "*.list.json").Length < Directory.GetFiles(_folder.At("whole"), "*.list.json").Length);
        var resumed = _folder.Run("data pack pictures/train -o killed --shard-size 1 --seed 3 --json").Succeeded();

        Assert.InRange(resumed.Json.GetProperty("kept").GetInt32(), 1, resumed.Json.GetProperty("shards").GetInt32() - 1);
        Assert.Equal(2 * PicturesOfClass, resumed.Json.GetProperty("pictures").GetInt32());
        Assert.Equal(Contents("whole"), Contents("killed"));
    }

    [Fact]
    public void A_network_is_trained_and_tested_on_shards()
    {
        WritePictures("train", 24);
        WritePictures("val", 6);
        _folder.Run("data pack pictures/train -o shards/train").Succeeded();
        _folder.Run("data pack pictures/val -o shards/val").Succeeded();

        _folder.Run("train --name p --model resnet11_small --data shards --img-size 32 --epochs 1 --batch-size 8 --workers 2 --threads 1").Succeeded();
        var evaluated = _folder.Run("evaluate runs/p --data shards --threads 1 --json").Succeeded();
        var onFolders = _folder.Run("evaluate runs/p --data pictures --threads 1 --json").Succeeded();

        Assert.Equal(12, evaluated.Json.GetProperty("images").GetInt32());
        Assert.Equal(onFolders.Json.GetProperty("top1Error").GetDouble(), evaluated.Json.GetProperty("top1Error").GetDouble());
    }

    private Dictionary<string, string> Contents(string folder) => Directory.EnumerateFiles(_folder.At(folder))
        .ToDictionary(path => Path.GetFileName(path), path => Convert.ToHexString(File.ReadAllBytes(path)));

    private void WritePictures(string part, int count)
    {
        foreach (var (name, seed) in new[] { ("a", 1), ("b", 2) })
        {
            Directory.CreateDirectory(_folder.At("pictures", part, name));
            var file = Photographs.Jpeg(60, 50, seed);
            for (var picture = 0; picture < count; picture++)
            {
                File.WriteAllBytes(_folder.At("pictures", part, name, $"{picture:D4}.jpg"), file);
            }
        }
    }
}
