using System.Text;
using System.Text.Json;

namespace ScaleNet.Evaluation.Runs;

/// <summary>The measurements of a run as a table for spreadsheets: <c>metrics.csv</c>, a row an epoch.</summary>
/// <remarks>
/// Names and numbers are those of <c>metrics.jsonl</c>, and every table has every column, but for those of detectors, which stand in
/// theirs only; what an epoch lacks is an empty field.
/// </remarks>
public static class MetricsTable
{
    /// <summary>Writes the table anew and atomically, so that it cannot differ from what it is made of.</summary>
    /// <exception cref="RunFolderException">The measurements cannot be read.</exception>
    public static void Write(string runFolder)
    {
        var text = TextOf(MetricsLog.Read(runFolder));
        AtomicFile.WriteAllBytes(RunLayout.PathOf(runFolder, RunLayout.MetricsTableFile), Encoding.UTF8.GetBytes(text));
    }

    private static string TextOf(IReadOnlyList<EpochMetrics> epochs)
    {
        var columns = RunJson.Line.GetTypeInfo(typeof(EpochMetrics)).Properties.Select(property => property.Name).ToList();
        if (!epochs.Any(epoch => epoch.ValidationAp is not null || epoch.TrainClassifierLoss is not null))
        {
            columns.RemoveAll(MetricNames.OfDetectors.Contains);
        }

        var text = new StringBuilder().AppendJoin(',', columns).Append('\n');
        foreach (var epoch in epochs)
        {
            var row = JsonSerializer.SerializeToNode(epoch, RunJson.TypeOf<EpochMetrics>(RunJson.Line))!;
            text.AppendJoin(',', columns.Select(column => row[column]?.ToString())).Append('\n');
        }

        return text.ToString();
    }
}
