using ScaleNet.Evaluation.Runs;
using ScaleNet.Reporting.Reports;

namespace ScaleNet.Reporting.Tests.Reports;

public sealed class AllocationFactsTests : IDisposable
{
    private const string Record = """
        {
          "policy": "per-block", "budgetKind": "macs", "budget": 7689216, "budgetOrigin": "the MACs of the ResNet",
          "costReached": 7681792, "nextCost": 7703168, "gap": 0.00097
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_report_of_an_allocation_says_what_was_asked_and_reached_and_what_more_would_cost()
    {
        (ReportFixture.Info("learned", macs: 7_681_792) with { Kind = RunKind.Allocation, EpochsPlanned = 0, EpochsDone = 0 }).Write(_folder.Path);
        File.WriteAllText(_folder.File(RunLayout.AllocationFile), Record);

        var page = File.ReadAllText(RunReport.Write(_folder.Path));

        Assert.Contains("7,689,216 MACs: the MACs of the ResNet", page, StringComparison.Ordinal);
        Assert.Contains("7,681,792 MACs, 0.10 % below the budget", page, StringComparison.Ordinal);
        Assert.Contains("7,703,168 MACs", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Top-1 error", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Learning curves", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"macs\"", "\"apples\"")]
    [InlineData("7681792", "\"many\"")]
    [InlineData("\"gap\"", "\"gab\"")]
    [InlineData("}", "")]
    public void A_file_that_is_not_as_expected_is_one_line(string from, string to)
    {
        File.WriteAllText(_folder.File(RunLayout.AllocationFile), Record.Replace(from, to, StringComparison.Ordinal));

        var error = Assert.Throws<RunFolderException>(() => AllocationFacts.Read(_folder.Path));

        Assert.StartsWith($"{_folder.File(RunLayout.AllocationFile)}: not the expected JSON", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }
}
