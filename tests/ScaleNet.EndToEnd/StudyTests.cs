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
            { "name": "inherited", "family": "scaleNet", "policy": "per-block", "inherit": true },
            { "name": "out-of-reach", "family": "scaleNet", "policy": "per-block", "seedRatio": 0.1 }
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
        var whole = _folder.Run("study run tiny.json --name whole");
        Assert.Equal(3, whole.Code);
        Assert.Contains("out-of-reach/1: failed: budget: ", whole.Log, StringComparison.Ordinal);
        Assert.Contains("done      6 of 8 trainings, 2 failed now", whole.Output, StringComparison.Ordinal);

        using (var tool = Tool.Start(_folder.Path, "study run tiny.json --name broken --jobs 1".Split(' ')))
        {
            Signals.WaitForLine(tool, "[2/12]");
            Assert.Equal(0, Signals.Send(tool.Id, Signals.Terminate));
            tool.StandardError.ReadToEnd();
            tool.WaitForExit();
            Assert.Equal(143, tool.ExitCode);
        }

        var rest = _folder.Run("study run tiny.json --name broken --jobs 1");
        Assert.Equal(3, rest.Code);
        Assert.Matches(Done(), rest.Log);
        Assert.Equal(Results("whole"), Results("broken"));
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
            Results("tiny").Select(line => line.Replace("\"condition\":\"embedded\"", "\"condition\":\"same\"", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            Results("again").Select(line => Taken().Replace(line, "")));
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
        _folder.Run("study run arm.json").FailedWith(2, "arm.json: not the expected JSON");
        _folder.Run("study run none").FailedWith(2, "neither a built-in study nor a file");
        Assert.False(Directory.Exists(_folder.At("runs")));

        _folder.Write("many.json", Plan.Replace("256", "9000", StringComparison.Ordinal));
        var many = _folder.Run("study run many.json");
        Assert.Equal(3, many.Code);
        Assert.Contains("embedded: takes 9,000 training images, there are 8,000", many.Log, StringComparison.Ordinal);
    }

    // What is measured, without the time it took, whatever was trained first.
    private IEnumerable<string> Results(string name) => File.ReadLines(_folder.At("runs", name, "results.jsonl"))
        .Select(line => Seconds().Replace(line, ""))
        .Order(StringComparer.Ordinal);

    [GeneratedRegex("\"seconds\":[^,]*,")]
    private static partial Regex Seconds();

    [GeneratedRegex(",\"takenFrom\":\"[^\"]*\"")]
    private static partial Regex Taken();

    [GeneratedRegex(@"tiny: 12 trainings, \d+ of them done, 1 at a time")]
    private static partial Regex Done();
}
