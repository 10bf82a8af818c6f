using System.Text.Json;

namespace ScaleNet.EndToEnd;

/// <summary>Detectors as a user trains and uses them.</summary>
[Trait("Tier", "slow")]
public sealed class DetectionTests : IDisposable
{
    private const string Training =
        "detect train --name boxes --data set --backbone resnet11_small --size 32/48 --fpn-channels 8 --head-width 16 --proposals 16 -b 2 --epochs 3";

    private readonly WorkFolder _folder = new();

    public DetectionTests() => _folder.Run(
        "scenes -o set --data embedded --train 8 --val 3 --img-size 32-48 --objects 1-2 --object-size 0.4-0.8 --empty 0").Succeeded();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_way_from_scenes_to_drawn_boxes()
    {
        var trained = _folder.Run(Training).Succeeded();
        Assert.Contains("Next: scalenet detect evaluate", trained.Log, StringComparison.Ordinal);

        var evaluated = _folder.Run("detect evaluate runs/boxes --data set --detections found.json --json").Succeeded();
        var compared = _folder.Run("coco-eval set/annotations/instances_val.json found.json --json").Succeeded();
        var predicted = _folder.Run("detect predict set/val --run runs/boxes --min-score 0 --output-dir drawn --json").Succeeded();

        Assert.Equal(compared.Output, evaluated.Output);
        Assert.Equal(3, JsonDocument.Parse(predicted.Output).RootElement.GetArrayLength());
        Assert.Equal(3, Directory.GetFiles(_folder.At("drawn"), "*.png").Length);
    }

    [Fact]
    public void A_training_that_is_killed_goes_on_to_the_same_weights()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "POSIX signals cannot be sent on Windows.");
        const string often = " --threads 1 --recovery-interval 1";
        _folder.Run(Training.Replace("boxes", "whole", StringComparison.Ordinal) + often).Succeeded();
        using (var tool = Tool.Start(_folder.Path, (Training + often).Split(' ')))
        {
            Signals.WaitForLine(tool, "boxes: epoch 1/3");
            tool.Kill();
            tool.WaitForExit();
        }

        _folder.Run("detect train --name boxes --data set --resume" + often).Succeeded();

        Assert.Equal(Weights("whole"), Weights("boxes"));
    }

    [Fact]
    public void Two_processes_train_one_detector()
    {
        Tool.RequireMpi();

        using var mpirun = Tool.StartTogether(_folder.Path, (Training + " --threads 1").Split(' '), (Training + " --threads 1").Split(' '));
        var result = Tool.End(mpirun);

        Assert.Equal(0, result.Code);
        Assert.Contains("epochs       3 of 3, finished", result.Output, StringComparison.Ordinal);
        Assert.Contains("\"batchSize\": 4", File.ReadAllText(_folder.At("runs", "boxes", "recipe.json")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--amp")]
    [InlineData("--head c4")]
    [InlineData("--multi-scale 24,32 --model-ema --freeze stem,batch-norms")]
    public void Options_of_classifications_trainings_hold_here(string options)
    {
        var result = _folder.Run($"{Training} --threads 1 {options}".Replace(options.Contains("c4", StringComparison.Ordinal) ? " --fpn-channels 8 --head-width 16" : "\n", "", StringComparison.Ordinal));

        Assert.Contains("epochs       3 of 3, finished", result.Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_with_a_set_is_told_in_a_line()
    {
        var annotations = _folder.At("set", "annotations", "instances_train.json");
        var good = File.ReadAllText(annotations);
        (string From, string To, string Problem)[] faults =
        [
            ("\"annotations\"", "\"objects\"", "annotations"),
            ("\"image_id\":", "\"image_id\":9", "no such image"),
            ("000000000001.png", "gone.png", "gone.png"),
            ("\"bbox\":[", "\"bbox\":[1e999,", "bbox"),
        ];

        foreach (var (from, to, problem) in faults)
        {
            _folder.Write("set/annotations/instances_train.json", good.Replace(from, to, StringComparison.Ordinal));
            var result = _folder.Run(Training);
            Assert.Equal(2, result.Code);
            Assert.Contains(problem, Assert.Single(result.Log.Trim().Split('\n')), StringComparison.Ordinal);
        }

        Assert.False(Directory.Exists(_folder.At("runs")));
    }

    private byte[] Weights(string run) => File.ReadAllBytes(_folder.At("runs", run, "checkpoints", "epoch-0003.safetensors"));
}
