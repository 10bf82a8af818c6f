using ScaleNet.Evaluation.Studies;
using ScaleNet.Reporting.Reports;
using static ScaleNet.Reporting.Reports.ReportPage;

namespace ScaleNet.Reporting.Studies;

/// <summary>How to do it all again, by what it was done, and how long that took.</summary>
internal static class AgainSection
{
    public static void Write(IDocument document, StudySummary study)
    {
        document.Section("How to do it again");
        document.Text($"With {StudyPlan.FileName} from beside this report; the first command goes on where it was stopped:");
        document.Code($"scalenet study run {StudyPlan.FileName}", $"scalenet study report runs/{study.Plan.Name}");
        var (trainings, seeds) = (study.Results.Sum(result => result.Seconds), study.Seeds.Sum(seed => seed.Seconds));
        document.Table(
            "What it took; times are added up over trainings, also where several ran at once",
            [new Column("What", IsNumber: false), new Column("How much", IsNumber: false)],
            [
                ["Version of the program", Joined(study.Results.Select(result => result.Tool))],
                ["Seeds", StudyText.Names(study.Plan.Seeds)],
                ["Trainings", $"{NumberText.Count(study.Results.Length)} in {NumberText.Duration(trainings)}"],
                ["Seed networks", $"{NumberText.Count(study.Seeds.Length)} in {NumberText.Duration(seeds)}"],
                ["Raw results", $"{StudyLog.ResultsFile}, {StudyLog.SeedsFile}"],
            ]);
    }

    private static string Joined(IEnumerable<string> names) =>
        string.Join(", ", names.Distinct().Order(StringComparer.Ordinal).DefaultIfEmpty(NumberText.None));
}
