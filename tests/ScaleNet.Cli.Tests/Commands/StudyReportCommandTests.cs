using System.Text.Json;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Evaluation.Studies;

namespace ScaleNet.Cli.Tests.Commands;

public sealed class StudyReportCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_page_is_named_and_the_differences_of_what_was_run_are_printed()
    {
        WriteStudy();

        var output = CommandRunner.Run("study", "report", _folder.Path).Succeeded().Output;

        // Differences -10, -11 and -12 points: Student's reach is 4.303 / sqrt(3) points.
        Assert.Equal(
            $"""
            {_folder.File("report.html")}
            6 of 12 trainings

            condition  arm   against  seeds  points         bootstrap          student  the arm has
            narrow     even  resnet       3  -11.00  -12.00 to -10.00  -13.48 to -8.52  lower error

            """,
            output);
        Assert.True(File.Exists(_folder.File("report.html")) && File.Exists(_folder.File("report.md")));
    }

    [Fact]
    public void For_programs_the_numbers_are_there_as_they_are()
    {
        WriteStudy();

        var json = JsonDocument.Parse(CommandRunner.Run("study", "report", _folder.Path, "--json").Succeeded().Output).RootElement;

        Assert.Equal((6, 12), (json.GetProperty("done").GetInt32(), json.GetProperty("trainings").GetInt32()));
        var pair = json.GetProperty("pairs")[0];
        Assert.Equal("lowerError", pair.GetProperty("verdict").GetString());
        Assert.Equal(-0.12, pair.GetProperty("bootstrap").GetProperty("low").GetDouble(), precision: 12);
    }

    [Fact]
    public void A_folder_that_is_no_study_is_refused() =>
        CommandRunner.Run("study", "report", _folder.Path).FailedWith(ExitCode.BadInput, "study.json: there is no such file");

    private void WriteStudy()
    {
        new StudyPlan
        {
            Name = "small",
            Title = "A small study",
            Question = "Does it add up?",
            Recipe = "quick",
            Seeds = [1, 2, 3],
            Conditions =
            [
                new() { Name = "narrow", Data = "fashion", Blocks = [1, 1, 1], Width = 4, Scales = [1, 2] },
                new() { Name = "wide", Data = "fashion", Blocks = [1, 1, 1], Width = 8, Scales = [1, 2] },
            ],
            Arms =
            [
                new() { Name = "resnet", Family = ArmFamily.ResNet },
                new() { Name = "even", Family = ArmFamily.ScaleNet, Policy = "even" },
            ],
            Comparisons = [new("even", "resnet")],
        }.Write(_folder.Path);
        foreach (var seed in new[] { 1, 2, 3 })
        {
            StudyLog.Append(_folder.Path, Result("resnet", seed, 0.5));
            StudyLog.Append(_folder.Path, Result("even", seed, 0.41 - (0.01 * seed)));
        }
    }

    private static StudyResult Result(string arm, int seed, double error) => new()
    {
        Condition = "narrow",
        Arm = arm,
        Seed = seed,
        Network = arm,
        SpecHash = "0123abcd",
        Macs = 1000,
        BudgetMacs = 1000,
        Parameters = 100,
        Epochs = 1,
        TestErrors = [error],
        TestLoss = 1,
        TrainError = 0.1,
        Seconds = 10,
        Tool = "0.1.0",
    };
}
