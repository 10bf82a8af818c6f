using ScaleNet.Evaluation.Studies;
using ScaleNet.Reporting.Reports;
using static ScaleNet.Reporting.Reports.ReportPage;

namespace ScaleNet.Reporting.Studies;

/// <summary>How much of the plan has been run: said before any result.</summary>
internal static class DoneSection
{
    public static void Write(IDocument document, StudySummary study)
    {
        var (plan, done) = (study.Plan, study.Results.Length);
        document.Section("How much was run");
        var sentence = $"{NumberText.Count(done)} of {NumberText.Count(plan.Trainings)} planned trainings "
            + $"({NumberText.Percent(study.Done, "F1")}) have been run";
        if (done < plan.Trainings)
        {
            document.Note(done == 0 ? $"{sentence}: there is no result yet." : $"{sentence}; what is missing can change what follows.");
        }
        else
        {
            document.Text($"{sentence}: all of them.");
        }

        if (study.Results.Count(result => result.TakenFrom is not null) is > 0 and var taken)
        {
            document.Text($"{NumberText.Count(taken)} of them are trainings of other studies with the same settings, taken over.");
        }

        if (study.Results.Select(result => result.LimitBatches).FirstOrDefault(limit => limit is not null) is { } batches)
        {
            document.Note($"Epochs were cut to {NumberText.Count(batches)} batches, to try things out: these are no results.");
        }

        if (study.Foreign > 0)
        {
            document.Note(
                $"Results of conditions, arms or seeds that the plan does not have, which count nowhere: {NumberText.Count(study.Foreign)}.");
        }

        document.Table(
            $"Seeds run, of {NumberText.Count(plan.Seeds.Length)}",
            [new Column("Arm", IsNumber: false), .. plan.Conditions.Select(condition => new Column(condition.Name))],
            [.. plan.Arms.Select(arm => RowOf(arm, study))]);
    }

    private static List<string> RowOf(StudyArm arm, StudySummary study) =>
    [
        arm.Name,
        .. study.Plan.Conditions.Select(condition => NumberText.Count(
            study.Results.Count(result => result.Arm == arm.Name && result.Condition == condition.Name))),
    ];
}
