using ScaleNet.Cli.CommandLine;
using ScaleNet.Evaluation.Runs;

namespace ScaleNet.Cli.Tests.Commands;

public sealed class ReportCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void One_run_has_its_page_in_its_folder()
    {
        var run = Run("one");

        var page = CommandRunner.Run("report", run).Succeeded().Output.Trim();

        Assert.Equal(Path.Combine(run, "report.html"), page);
        Assert.Contains("<h1>one</h1>", File.ReadAllText(page), StringComparison.Ordinal);
    }

    [Fact]
    public void Several_runs_have_one_page()
    {
        var page = _folder.File("both.html");

        Assert.Equal(page, CommandRunner.Run("report", Run("one"), Run("two"), "-o", page).Succeeded().Output.Trim());

        Assert.Contains("<h1>2 runs</h1>", File.ReadAllText(page), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder.File("one"), "report.html")));
    }

    [Fact]
    public void A_page_in_no_folder_is_refused() => CommandRunner
        .Run("report", Run("one"), "--output", _folder.File("nowhere/page.html"))
        .FailedWith(ExitCode.BadInput, "--output: got", "nowhere");

    private string Run(string name)
    {
        var folder = _folder.File(name);
        Directory.CreateDirectory(folder);
        new RunInfo
        {
            Tool = "scalenet 0.1.0",
            Kind = RunKind.Train,
            Name = name,
            Network = "Net",
            SpecHash = "0123abcd",
            Status = RunStatus.Running,
            EpochsPlanned = 2,
            EpochsDone = 0,
            Parameters = 1,
            Macs = 1,
            DataSource = "images",
            Created = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            ElapsedSeconds = 0,
        }.Write(folder);
        return folder;
    }
}
