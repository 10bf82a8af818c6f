namespace ScaleNet.EndToEnd;

/// <summary>Detections of another program compared with a ground truth.</summary>
public sealed class CocoTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Tier", "slow")]
    public void Two_files_become_the_numbers_of_COCO_and_a_plot()
    {
        _folder.Copy(Path.Combine(AppContext.BaseDirectory, "Fixtures", "coco_a"), "a");

        var text = _folder.Run("coco-eval a/gt.json a/dt.json --plot curves.svg").Succeeded();
        var one = _folder.Run("coco-eval a/gt.json a/dt.json --json --threads 1").Succeeded();
        var many = _folder.Run("coco-eval a/gt.json a/dt.json --json --threads 4").Succeeded();

        Assert.Contains("AP     precision   0.50:0.95  all             100  0.2676\n", text.Output, StringComparison.Ordinal);
        Assert.Contains("note: 4 detections of categories that the ground truth does not have were left out", text.Log, StringComparison.Ordinal);
        Assert.Contains("<svg", File.ReadAllText(_folder.At("curves.svg")), StringComparison.Ordinal);
        Assert.Equal(one.Output, many.Output);
    }

    [Fact]
    [Trait("Tier", "slow")]
    public void A_file_that_is_not_COCO_is_one_line()
    {
        _folder.Copy(Path.Combine(AppContext.BaseDirectory, "Fixtures", "coco_a"), "a");
        _folder.Write("nan.json", """[{"image_id": 372, "category_id": 1, "bbox": [0, 0, NaN, 1], "score": 0.5}]""");
        WorkFolder.Truncate(_folder.At("a", "dt.json"));

        _folder.Run("coco-eval a/gt.json nan.json").FailedWith(2, "nan.json $[0].bbox: no JSON");
        _folder.Run("coco-eval a/gt.json a/dt.json").FailedWith(2, "a/dt.json $[", "no JSON");
        _folder.Run("coco-eval a/gt.json none.json").FailedWith(2, "none.json");
    }
}
