using System.Text.RegularExpressions;

namespace ScaleNet.EndToEnd;

/// <summary>Studies as a user runs them.</summary>
[Trait("Tier", "slow")]
public sealed partial class StudyTests : IDisposable
{
    private const string Plan = """
        {
          "name": "tiny", "title": "Tiny", "question": "Does it run?", "recipe": "study", "seeds": [1, 2],
          "conditions": [
            { "name": "embedded", "data": "embedded", "trainImages": 256, "epochs": 2, "blocks": [1, 1, 1], "width": 4, "scales": [1, 2] }
          ],
          "arms": [
            { "name": "resnet", "family": "resNet" },
            { "name": "learned", "family": "scaleNet", "policy": "per-block" },
            { "name": "inherited", "family": "scaleNet", "policy": "per-block", "inherit": true }
          ],
          "comparisons": [{ "arm": "learned", "against": "resnet" }]
        }
        """;

    private readonly WorkFolder _folder = new();

    public StudyTests() => _folder.Write("tiny.json", Plan);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_study_that_was_stopped_goes_on_to_the_same_results()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "POSIX signals cannot be sent on Windows.");
        var whole = _folder.Run("study run tiny.json --runs whole").Succeeded();
        Assert.Contains("done      6 of 6 trainings, 0 failed now", whole.Output, StringComparison.Ordinal);

        using (var tool = Tool.Start(_folder.Path, "study run tiny.json --runs broken --jobs 1".Split(' ')))
        {
            Signals.WaitForLine(tool, "[2/8]");
            Assert.Equal(0, Signals.Send(tool.Id, Signals.Terminate));
            tool.StandardError.ReadToEnd();
            tool.WaitForExit();
            Assert.Equal(143, tool.ExitCode);
        }

        var rest = _folder.Run("study run tiny.json --runs broken --jobs 1").Succeeded();
        Assert.Matches(Done(), rest.Log);
        Assert.Equal(Results("whole/tiny"), Results("broken/tiny"));
        _folder.Run("study run tiny.json --runs broken --limit-batches 1").FailedWith(2, "changed are the batches of an epoch (all, asked is 1)");
        Assert.Equal(Results("whole/tiny"), Results("broken/tiny"));

        // What the report says of doing it again works.
        _folder.Run("study report whole/tiny").Succeeded();
        var command = File.ReadLines(_folder.At("whole", "tiny", "report.md")).Single(line => line.StartsWith("scalenet study run ", StringComparison.Ordinal));
        Assert.Equal("scalenet study run tiny/study.json --runs .", command);
        Assert.Contains("6 of 6 trainings", _folder.Run($"study run whole/{command.Split(' ')[3]} --runs whole").Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_trained_is_told_before_anything_is()
    {
        _folder.Write("far.json", Plan.Replace("\"inherit\": true", "\"seedRatio\": 0.1", StringComparison.Ordinal));
        _folder.Write("many.json", Plan.Replace("256", "9000", StringComparison.Ordinal));

        _folder.Run("study run far.json").FailedWith(2, "budget: ");
        _folder.Run("study run many.json").FailedWith(2, "embedded: takes 9,000 training images, there are 8,000");

        Assert.Equal(["recipe.json", "study.json"], Directory.EnumerateFileSystemEntries(_folder.At("runs", "tiny")).Select(Path.GetFileName).Order());
        _folder.Run("study run tiny.json --seeds 1 --limit-batches 1").Succeeded(); // nothing had results, so all may change
    }

    [Fact]
    public void Trainings_that_diverge_are_told_and_end_with_a_code_of_their_own()
    {
        _folder.Write("wild.json", """
            {
              "name": "wild", "description": "", "epochs": 2, "batchSize": 64, "seed": 1, "learningRate": 1e30, "schedule": { "kind": "cosine", "warmupEpochs": 0 },
              "momentum": 0.9, "nesterov": true, "weightDecay": 0, "decayBatchNorm": true, "labelSmoothing": 0, "augmentation": { "pad": 0, "flip": false },
              "precision": "full", "channelsLast": true
            }
            """);
        _folder.Write("plan.json", Plan.Replace("\"study\"", "\"wild.json\"", StringComparison.Ordinal));

        var wild = _folder.Run("study run plan.json --seeds 1");

        Assert.Equal(3, wild.Code);
        Assert.Contains("embedded/resnet/1: failed: ", wild.Log, StringComparison.Ordinal);
        Assert.Contains("done      0 of 6 trainings", wild.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_another_study_has_trained_is_taken_over()
    {
        _folder.Run("study run tiny.json");
        _folder.Write("again.json", Plan.Replace("\"tiny\"", "\"again\"", StringComparison.Ordinal).Replace("\"name\": \"embedded\"", "\"name\": \"same\"", StringComparison.Ordinal));

        var again = _folder.Run("study run again.json --take-from runs/tiny");

        Assert.Contains("same/inherited/2: error ", again.Log, StringComparison.Ordinal);
        Assert.Contains(" of tiny/embedded/inherited/2, ", again.Log, StringComparison.Ordinal);
        Assert.Equal(
            Results("runs/tiny").Select(line => line.Replace("\"condition\":\"embedded\"", "\"condition\":\"same\"", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            Results("runs/again").Select(line => Taken().Replace(line, "")));
        Assert.False(Directory.Exists(_folder.At("runs", "again", "trainings", "same", "resnet")));

        _folder.Write("other.json", Plan.Replace("\"study\"", "\"fashion-quick\"", StringComparison.Ordinal));
        _folder.Run("study run other.json --name other --take-from runs/tiny").FailedWith(2, "trained by the recipe study, expected fashion-quick");
        Assert.False(Directory.Exists(_folder.At("runs", "other")));
    }

    [Fact]
    public void What_is_no_study_is_refused_in_one_line()
    {
        _folder.Write("bad.json", Plan.Replace("\"against\": \"resnet\"", "\"against\": \"resnot\"", StringComparison.Ordinal));
        _folder.Write("arm.json", Plan.Replace("\"family\": \"resNet\"", "\"family\": \"mlp\"", StringComparison.Ordinal));

        _folder.Run("study run bad.json").FailedWith(2, "$.comparisons: there is no arm 'resnot'");
        _folder.Run("study run arm.json").FailedWith(2, "arm.json: is not a study: $.arms[0].family: expected one of resNet, seResNet, scaleNet.");
        _folder.Run("study run none").FailedWith(2, "neither a built-in study nor a file");
        Assert.False(Directory.Exists(_folder.At("runs")));
    }

    // What is measured, without the time it took, whatever was trained first.
    private IEnumerable<string> Results(string name) => File.ReadLines(_folder.At([.. name.Split('/'), "results.jsonl"]))
        .Select(line => Seconds().Replace(line, ""))
        .Order(StringComparer.Ordinal);

    [GeneratedRegex("\"seconds\":[^,]*,")]
    private static partial Regex Seconds();

    [GeneratedRegex(",\"takenFrom\":\"[^\"]*\"")]
    private static partial Regex Taken();

    [GeneratedRegex(@"tiny: 8 trainings, \d+ of them done, 1 at a time")]
    private static partial Regex Done();
}
