using System.Text.Json;

namespace ScaleNet.EndToEnd;

/// <summary>Detectors in ONNX Runtime, as a user meets them.</summary>
[Trait("Tier", "slow")]
public sealed class DetectorModelTests(TrainedDetectorRun run) : IClassFixture<TrainedDetectorRun>
{
    // What docs/detection.md promises.
    private const double BoxTolerance = 0.5; // px
    private const double ScoreTolerance = 1e-3;

    [Fact]
    public void The_export_says_what_it_wrote()
    {
        Assert.Contains("model     d1.onnx (", run.Export, StringComparison.Ordinal);
        Assert.Contains("input     3xHxW, seen at 48/64\nclasses   10\nformat    ONNX opset 21, IR 10\n", run.Export, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--run runs/d1")]
    [InlineData("--model d1.onnx")]
    public void Both_engines_find_the_same(string detector)
    {
        var torch = run.Folder.Run("detect predict scenes/val --run runs/d1 --engine torch --min-score 0 --json --threads 1").Succeeded().Json;

        var onnx = run.Folder.Run($"detect predict scenes/val {detector} --min-score 0 --json --threads 1").Succeeded().Json;

        var found = Things(onnx);
        Assert.NotEmpty(found);
        AssertSame(Things(torch), found);
    }

    [Fact]
    public void An_evaluation_of_the_model_is_that_of_the_run()
    {
        run.Folder.Run("detect evaluate runs/d1 --data scenes --detections torch.json --threads 1").Succeeded();

        run.Folder.Run("detect evaluate --model d1.onnx --data scenes --detections onnx.json --threads 1").Succeeded();

        AssertSame(Detections("torch.json"), Detections("onnx.json"));
    }

    [Theory]
    [InlineData("detect predict scenes/val --run runs/d1")]
    [InlineData("detect predict scenes/val --model d1.onnx")]
    [InlineData("detect evaluate --model d1.onnx --data scenes")]
    public void It_loads_no_libtorch(string line)
    {
        var loaded = LoadedLibraries.Of(run.Folder, $"{line} --threads 1");

        Assert.Contains("libonnxruntime.so", loaded);
        Assert.DoesNotContain(loaded, library => library.Contains("torch", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void An_export_loads_nothing_that_computes()
    {
        var loaded = LoadedLibraries.Of(run.Folder, "detect export runs/d1 -o again.onnx");

        Assert.DoesNotContain(loaded, library =>
            library.Contains("torch", StringComparison.OrdinalIgnoreCase) || library.Contains("onnxruntime", StringComparison.Ordinal));
    }

    [Fact]
    public void What_does_not_fit_is_one_line()
    {
        run.Folder.Run("export resnet11_small --random -o classifier.onnx --overwrite").Succeeded();

        run.Folder.Run("detect predict scenes/val --model classifier.onnx").FailedWith(2, "classifier.onnx: is no detector", "scalenet detect export");
        run.Folder.Run("detect evaluate --model classifier.onnx --data scenes").FailedWith(2, "classifier.onnx: is no detector");
        run.Folder.Run("predict scenes/val --model d1.onnx").FailedWith(2, "d1.onnx: got the inputs 'image'", "that classifies images");
        run.Folder.Run("export runs/d1 -o x.onnx").FailedWith(2, "runs/d1: is the training of a detector", "scalenet detect");
        run.Folder.Run("detect predict scenes/val").FailedWith(2, "expected either --run RUN or --model FILE.onnx");
        run.Folder.Run("detect predict scenes/val --run runs/d1 --model d1.onnx").FailedWith(2, "expected either --run RUN or --model FILE.onnx");
        run.Folder.Run("detect predict scenes/val --model d1.onnx --engine torch").FailedWith(2, "--engine: torch computes runs");
        run.Folder.Run("detect predict scenes/val --model d1.onnx --epoch 1").FailedWith(2, "--epoch: chooses among the checkpoints of a run");
        run.Folder.Run("detect export runs/d1 -o d1.onnx").FailedWith(2, "d1.onnx: exists already");
        run.Folder.Run("detect export runs/d1 -o x.onnx --opset 22").FailedWith(2, "opset: got 22, expected 16 to 21");
    }

    private (string Of, double Score, double[] Box)[] Detections(string file) =>
    [
        .. JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(run.Folder.At(file))).EnumerateArray()
            .Select(thing => Thing($"{thing.GetProperty("image_id")} {thing.GetProperty("category_id")}", thing)),
    ];

    private static (string Of, double Score, double[] Box)[] Things(JsonElement pictures) =>
    [
        .. pictures.EnumerateArray().SelectMany(picture => picture.GetProperty("objects").EnumerateArray()
            .Select(thing => Thing($"{picture.GetProperty("image")} {thing.GetProperty("category")} {thing.GetProperty("categoryId")}", thing))),
    ];

    private static (string Of, double Score, double[] Box) Thing(string of, JsonElement thing) =>
        (of, thing.GetProperty("score").GetDouble(), [.. thing.GetProperty("bbox").EnumerateArray().Select(side => side.GetDouble())]);

    // In an order in which only equals may change places.
    private static void AssertSame((string Of, double Score, double[] Box)[] expected, (string Of, double Score, double[] Box)[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected, wanted => Assert.Contains(actual, thing =>
            thing.Of == wanted.Of
            && Math.Abs(thing.Score - wanted.Score) <= ScoreTolerance
            && thing.Box.Zip(wanted.Box, (a, b) => Math.Abs(a - b)).Max() <= BoxTolerance));
    }
}
