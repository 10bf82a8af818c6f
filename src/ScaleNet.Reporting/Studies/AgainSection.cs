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
        var name = study.Plan.Name;
        string[] sources =
        [
            .. study.Results.Select(result => result.TakenFrom).Concat(study.Seeds.Select(seed => seed.TakenFrom)).OfType<string>()
                .Select(from => from.Split('/')[0]).Distinct().Order(StringComparer.Ordinal),
        ];
        document.Text(
            $"Called in the folder that holds this report's folder, {name}; the first command goes on where it was stopped, "
            + "and does all anew in a folder that holds nothing but the plan:");
        document.Code(
            $"scalenet study run {name}/{StudyPlan.FileName} --runs ." + (sources.Length > 0 ? $" --take-from {string.Join(' ', sources)}" : ""),
            $"scalenet study report {name}");
        document.Table(
            "What it took; times are added up over trainings, also where several ran at once, and what was taken over took none",
            [new Column("What", IsNumber: false), new Column("How much", IsNumber: false)],
            [
                ["Version of the program", Joined(study.Results.Select(result => result.Tool))],
                ["Seeds", StudyText.Names(study.Plan.Seeds)],
                ["Processors", Joined(study.Results.Select(result => result.Processor).Concat(study.Seeds.Select(seed => seed.Processor)).OfType<string>())],
                ["Trainings", Own(study.Results.Where(result => result.TakenFrom is null).Select(result => result.Seconds))],
                ["Seed networks", Own(study.Seeds.Where(seed => seed.TakenFrom is null).Select(seed => seed.Seconds))],
                ["Raw results", $"{StudyLog.ResultsFile}, {StudyLog.SeedsFile}"],
            ]);
    }

    private static string Own(IEnumerable<double> seconds) => !seconds.Any() ? NumberText.Count(0) :
        $"{NumberText.Count(seconds.Count())} in {NumberText.Duration(seconds.Sum())}";

    private static string Joined(IEnumerable<string> names) =>
        string.Join(", ", names.Distinct().Order(StringComparer.Ordinal).DefaultIfEmpty(NumberText.None));
}
