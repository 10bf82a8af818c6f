using System.Text.Json;
using ScaleNet.Cli.CommandLine;

namespace ScaleNet.Cli.Tests.Commands;

/// <summary>The verbs of detectors, from the set to the drawn picture, with a narrow detector on a few scenes.</summary>
public sealed class DetectCommandTests : IDisposable
{
    private const string Detector = """
        {
          "name": "tiny detector", "classes": 10, "head": "fpn", "shortSide": 32, "longSide": 48, "pyramidChannels": 8,
          "backbone": {
            "family": "resnet", "name": "tiny", "inputChannels": 3, "resolution": 28, "classes": 10, "stem": "small", "stemChannels": 4,
            "stages": [{ "planes": 4, "blocks": 1 }, { "planes": 8, "blocks": 1 }]
          },
          "proposals": { "beforeSuppressionInTraining": 40, "beforeSuppression": 40, "keptInTraining": 16, "kept": 12, "sampled": 16 },
          "boxes": { "width": 16, "sampled": 16, "detections": 10, "leastScore": 0.01 }
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public DetectCommandTests()
    {
        File.WriteAllText(_folder.File("detector.json"), Detector);
        CommandRunner.Run(
            "scenes", "-o", Set, "--data", "embedded", "--train", "6", "--val", "3", "--img-size", "32-48", "--objects", "1-2",
            "--object-size", "0.4-0.8", "--empty", "0").Succeeded();
    }

    private string Set => _folder.File("set");

    private string RunFolder => _folder.File("runs/boxes");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_detector_is_trained_measured_and_draws_what_it_finds()
    {
        var trained = Train("--json").Succeeded().Json;
        var epoch = trained.GetProperty("metrics").EnumerateArray().Single();
        var evaluated = CommandRunner.Run("detect", "evaluate", RunFolder, "--data", Set, "--detections", _folder.File("found.json"), "--json").Succeeded();
        var again = CommandRunner.Run("coco-eval", Path.Combine(Set, "annotations/instances_val.json"), _folder.File("found.json"), "--json").Succeeded();
        var predicted = CommandRunner.Run(
            "detect", "predict", Path.Combine(Set, "val"), "--run", RunFolder, "--min-score", "0", "-o", _folder.File("drawn"), "--json").Succeeded();

        Assert.Equal(
            epoch.GetProperty("coco/AP").GetDouble(), evaluated.Json.GetProperty("summary").GetProperty("AP").GetDouble());
        Assert.Equal(evaluated.Output, again.Output);
        var found = JsonDocument.Parse(File.ReadAllText(_folder.File("found.json"))).RootElement.GetArrayLength();
        Assert.InRange(found, 1, 30);
        Assert.Equal(found, predicted.Json.EnumerateArray().Sum(picture => picture.GetProperty("objects").GetArrayLength()));
        Assert.Equal(
            ["000000000001.png", "000000000002.png", "000000000003.png"],
            Directory.GetFiles(_folder.File("drawn")).Select(path => Path.GetFileName(path)!).Order());
    }

    [Fact]
    public void A_run_goes_on_by_its_name_alone()
    {
        Train().Succeeded();

        var done = CommandRunner.Run("detect", "train", "--name", "boxes", "--runs", _folder.File("runs"), "--data", Set, "--resume");

        Assert.Contains("epochs       1 of 1, finished", done.Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_belong_together_is_one_line()
    {
        var both = Train("--head", "c4");
        var none = CommandRunner.Run("detect", "train", "--name", "other", "--runs", _folder.File("runs"), "--data", Set);
        var orphan = CommandRunner.Run("detect", "train", "--name", "other", "--runs", _folder.File("runs"), "--data", Set, "--head", "c4");
        var size = CommandRunner.Run("detect", "train", "--name", "other", "--data", Set, "--backbone", "resnet11_small", "--size", "600x1000");
        var set = CommandRunner.Run("detect", "train", "--name", "other", "--data", _folder.File("nowhere"), "--backbone", "resnet11_small");
        var dense = CommandRunner.Run("detect", "train", "--name", "other", "--runs", _folder.File("runs"), "--data", Set, "--backbone", "densenet121");

        Refused(both, "--head: the detector of --model says it itself. Leave one of them out.");
        Refused(none, "--backbone: is missing, expected the network whose maps are used. `scalenet models` lists some.");
        Refused(orphan, "--head: belongs to --backbone, which is missing. Give it too.");
        Refused(size, "--size: got '600x1000', expected the short and the long side in px, such as 600/1000.");
        Refused(set, $"{_folder.File("nowhere")}: not a set in COCO's layout");
        Refused(dense, "$.backbone.family: has no stages to take maps from");
        Assert.False(Directory.Exists(_folder.File("runs")));
    }

    [Fact]
    public void Runs_of_classifiers_and_of_detectors_are_told_apart()
    {
        Train().Succeeded();
        CommandRunner.Run(
            "train", "--name", "classes", "--runs", _folder.File("runs"), "--model", "resnet11_small", "--data", "embedded", "--epochs", "1",
            "--limit-batches", "1").Succeeded();

        Refused(CommandRunner.Run("evaluate", RunFolder, "--data", "embedded"), "is the training of a detector, expected one of a classifier");
        Refused(CommandRunner.Run("detect", "evaluate", _folder.File("runs/classes"), "--data", Set), "is no training of a detector");
        Refused(
            CommandRunner.Run("report", RunFolder, _folder.File("runs/classes"), "--output", _folder.File("both.html")),
            "is of a detector, others are of classifiers. Report them apart.");
    }

    [Fact]
    public void A_report_has_the_average_precision()
    {
        Train().Succeeded();

        CommandRunner.Run("report", RunFolder).Succeeded();

        var page = File.ReadAllText(Path.Combine(RunFolder, "report.html"));
        Assert.Contains("AP50, final epoch", page, StringComparison.Ordinal);
        Assert.Contains("Average precision per epoch", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Top-1 error", page, StringComparison.Ordinal);
    }

    private CommandResult Train(params string[] more) => CommandRunner.Run(
    [
        "detect", "train", "--name", "boxes", "--runs", _folder.File("runs"), "--data", Set, "--model", _folder.File("detector.json"),
        "--epochs", "1", "-b", "2", "--threads", "1", .. more,
    ]);

    private static void Refused(CommandResult result, string message) => result.FailedWith(ExitCode.BadInput, message);
}
