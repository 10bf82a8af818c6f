using ScaleNet.Evaluation.Runs;

namespace ScaleNet.Evaluation.Tests.Runs;

public sealed class RunInfoTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static RunInfo Example { get; } = new()
    {
        Tool = "0.1.0",
        Kind = RunKind.Seed,
        Name = "seed é",
        Network = "ScaleNet-8",
        SpecHash = "0123abcd",
        Status = RunStatus.Stopped,
        EpochsPlanned = 10,
        EpochsDone = 3,
        Parameters = 123_456,
        Macs = 7_890_123_456,
        DataSource = "fashion-mnist",
        Created = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        ElapsedSeconds = 12.5,
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_is_read_back()
    {
        Example.Write(_folder.Path);

        Assert.Equal(Example, RunInfo.Read(_folder.Path));
        Assert.Equal(["run.json"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void Names_and_enums_are_camelCase_on_disk()
    {
        Example.Write(_folder.Path);

        var text = File.ReadAllText(_folder.File("run.json"));
        Assert.Contains("\"format\": 1,", text, StringComparison.Ordinal);
        Assert.Contains("\"kind\": \"seed\",", text, StringComparison.Ordinal);
        Assert.Contains("\"status\": \"stopped\",", text, StringComparison.Ordinal);
        Assert.Contains("\"name\": \"seed é\",", text, StringComparison.Ordinal);
        Assert.EndsWith("}\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_newer_format_is_refused_whatever_else_it_holds()
    {
        File.WriteAllText(_folder.File("run.json"), """{ "format": 2, "somethingNew": true }""");

        var error = Assert.Throws<RunFolderException>(() => RunInfo.Read(_folder.Path));

        Assert.EndsWith(
            "run.json: made by a newer version: format 2, this program reads 1. Update scalenet.",
            error.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "somethingNew": true }""", "$.format: missing")]
    [InlineData("""{ "format": 0 }""", "$.format: missing or not a positive integer")]
    [InlineData("""{ "format": 1 }""", "not the expected JSON")]
    [InlineData("""{ "format": 1, """, "not the expected JSON")]
    [InlineData("""[1]""", "$.format: missing")]
    public void A_file_that_is_not_as_expected_is_refused_in_one_line(string json, string problem)
    {
        File.WriteAllText(_folder.File("run.json"), json);

        var error = Assert.Throws<RunFolderException>(() => RunInfo.Read(_folder.Path));

        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("\"extra\": 1, \"tool\"", "extra")]
    [InlineData("\"tool\": \"twice\", \"tool\"", "tool")]
    public void An_unknown_or_repeated_property_is_refused(string replacement, string named)
    {
        Example.Write(_folder.Path);
        var text = File.ReadAllText(_folder.File("run.json"));
        File.WriteAllText(_folder.File("run.json"), text.Replace("\"tool\"", replacement, StringComparison.Ordinal));

        var error = Assert.Throws<RunFolderException>(() => RunInfo.Read(_folder.Path));

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_a_run_is_refused()
    {
        var error = Assert.Throws<RunFolderException>(() => RunInfo.Read(_folder.Path));

        Assert.EndsWith(
            ": not a run folder (it holds no run.json). Check the path.", error.Message, StringComparison.Ordinal);
    }
}
