using ScaleNet.Data.Tests;
using ScaleNet.Data.Tests.Tables;

namespace ScaleNet.EndToEnd;

/// <summary>Data sets checked, measured, made smaller, and read from Parquet files.</summary>
public sealed class DataTests : IDisposable
{
    private const int PerClass = 12;

    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Tier", "slow")]
    public void A_check_lists_what_is_bad_of_every_part_and_its_code_tells()
    {
        Write("train", PerClass);
        Write("val", 2);
        Assert.Equal(
            "pictures/train: 24 of 24 pictures are good\npictures/val: 4 of 4 pictures are good\n",
            _folder.Run("data check pictures --workers 2").Succeeded().Output);

        var bad = _folder.At("pictures", "train", "b", "07.jpg");
        File.WriteAllBytes(bad, File.ReadAllBytes(bad)[..^40]);
        var text = _folder.Run("data check pictures");
        var json = _folder.Run("data check pictures/train --json");

        Assert.Equal((2, 2), (text.Code, json.Code));
        Assert.StartsWith(
            "pictures/train: 23 of 24 pictures are good\n  pictures/train/b/07.jpg: cut short (", text.Output, StringComparison.Ordinal);
        Assert.EndsWith("error: pictures: problems: 1; 1 of 28 pictures are bad. Mend or remove what is listed.\n", text.Log, StringComparison.Ordinal);
        Assert.False(json.Json.GetProperty("isGood").GetBoolean());
        var part = json.Json.GetProperty("parts")[0];
        Assert.Equal((24, 23), (part.GetProperty("pictures").GetInt32(), part.GetProperty("good").GetInt32()));
        Assert.Equal("pictures/train/b/07.jpg", part.GetProperty("problems")[0].GetProperty("where").GetString());
    }

    [Fact]
    [Trait("Tier", "slow")]
    public void Statistics_are_the_same_with_any_number_of_workers()
    {
        Write("train", PerClass);

        var one = _folder.Run("data stats pictures --json --workers 1").Succeeded();
        var three = _folder.Run("data stats pictures --json --workers 3").Succeeded();
        var text = _folder.Run("data stats pictures --sample 5 --seed 2").Succeeded();

        Assert.Equal(one.Output, three.Output);
        Assert.Equal(PerClass, one.Json[0].GetProperty("classes")[1].GetProperty("pictures").GetInt32());
        Assert.Equal(24, one.Json[0].GetProperty("formats").GetProperty("jpg").GetInt32());
        Assert.Contains("pictures  24 in 2 classes, the largest has 1.00 times as many as the smallest\nmeasured  5, damaged 0\n", text.Output, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Tier", "slow")]
    public void The_embedded_set_is_checked_and_measured_too()
    {
        Assert.Contains("8,000 of 8,000 pictures are good", _folder.Run("data check embedded").Succeeded().Output, StringComparison.Ordinal);
        Assert.Equal(0.2864, _folder.Run("data stats embedded --json").Succeeded().Json[0].GetProperty("mean")[0].GetDouble(), 4);
    }

    [Fact]
    [Trait("Tier", "slow")]
    public void Ctrl_C_stops_a_check_cleanly()
    {
        Assert.SkipWhen(Signals.IsInterruptIgnored(), "A job in the background ignores Ctrl-C, and what it starts does too.");
        Assert.SkipWhen(OperatingSystem.IsWindows(), "POSIX signals cannot be sent on Windows.");
        Write("train", 1);
        var large = Photographs.Jpeg(1500, 1000, seed: 1);
        for (var i = 0; i < 600; i++)
        {
            File.WriteAllBytes(_folder.At("pictures", "train", "a", $"large-{i}.jpg"), large);
        }

        using var tool = Tool.Start(_folder.Path, "data check pictures --workers 1".Split(' '));
        Signals.WaitForLine(tool, "pictures/train: ");
        Assert.Equal(0, Signals.Send(tool.Id, Signals.Interrupt));
        var log = tool.StandardError.ReadToEnd();
        tool.WaitForExit();

        Assert.Equal(130, tool.ExitCode);
        Assert.EndsWith("stopped\n", log, StringComparison.Ordinal);
        Assert.Equal("", tool.StandardOutput.ReadToEnd());
    }

    [Fact]
    [Trait("Tier", "slow")]
    public void Shards_of_smaller_pictures_are_made_checked_and_not_gone_on_with_at_another_size()
    {
        Write("train", PerClass);

        _folder.Run("data pack pictures/train -o small --resize 45 --quality 80 --workers 2").Succeeded();
        var stats = _folder.Run("data stats small --json").Succeeded();

        Assert.Equal(45, stats.Json[0].GetProperty("shorterSide").GetProperty("most").GetDouble());
        Assert.Equal(40, stats.Json[0].GetProperty("shorterSide").GetProperty("least").GetDouble());
        Assert.Equal("small: 24 of 24 pictures are good\n", _folder.Run("data check small").Succeeded().Output);
        _folder.Run("data pack pictures/train -o small --resize 46 --quality 80").FailedWith(2, "small/pack.json", "sides scaled to 45 px with quality 80");
    }

    [Fact]
    [Trait("Tier", "slow")]
    public void A_network_is_trained_tested_and_resumed_on_Parquet_files()
    {
        var features = ParquetFile.Features("cat", "dog");
        Directory.CreateDirectory(_folder.At("set", "data"));
        ParquetFile.Write(_folder.At("set", "data", "train-00000-of-00002.parquet"), Rows(0, 14), perGroup: 5, features);
        ParquetFile.Write(_folder.At("set", "data", "train-00001-of-00002.parquet"), Rows(14, 10), perGroup: 5, features);
        ParquetFile.Write(_folder.At("set", "data", "validation-00000-of-00001.parquet"), [.. Rows(30, 6), (Photographs.Jpeg(50, 40, 9)[..^30], 1)], perGroup: 5, features);

        _folder.Run("train --name p --model resnet11_small --data set --img-size 32 --epochs 2 --batch-size 8 --workers 2 --threads 1").Succeeded();
        var evaluated = _folder.Run("evaluate runs/p --data set --threads 1 --json").Succeeded();
        var check = _folder.Run("data check set");
        _folder.Run("data pack set/data/train-*.parquet -o shards").Succeeded();

        Assert.Equal(6, evaluated.Json.GetProperty("images").GetInt32());
        Assert.Contains("validation-00000-of-00001.parquet: row 6: cut short", evaluated.Log, StringComparison.Ordinal);
        Assert.Equal(2, check.Code);
        Assert.Contains("set/data/train-*.parquet: 24 of 24 pictures are good", check.Output, StringComparison.Ordinal);
        Assert.Contains("set/data/validation-*.parquet: 6 of 7 pictures are good", check.Output, StringComparison.Ordinal);
        Assert.Equal("shards: 24 of 24 pictures are good\n", _folder.Run("data check shards").Succeeded().Output);
        Assert.Equal("[\"cat\",\"dog\"]", File.ReadAllText(_folder.At("shards", "classes.json")));
        Assert.Contains("2 of 2, finished", _folder.Run("train --name p --data set --resume --threads 1").Succeeded().Output, StringComparison.Ordinal);

        WorkFolder.Truncate(_folder.At("set", "data", "train-00001-of-00002.parquet"));
        _folder.Run("evaluate runs/p --data set --threads 1").FailedWith(2, "train-00001-of-00002.parquet: cannot be read as a Parquet file");
    }

    private static (byte[]? Picture, long? Label)[] Rows(int first, int count) =>
        [.. Enumerable.Range(first, count).Select(i => ((byte[]?)Photographs.Jpeg(60, 50, i), (long?)(i % 2)))];

    private void Write(string part, int count)
    {
        foreach (var (name, shift) in new[] { ("a", 0), ("b", 500) })
        {
            Directory.CreateDirectory(_folder.At("pictures", part, name));
            for (var picture = 0; picture < count; picture++)
            {
                File.WriteAllBytes(_folder.At("pictures", part, name, $"{picture:D2}.jpg"), Photographs.Jpeg(60 + picture, 40 + picture, shift + picture));
            }
        }
    }
}
