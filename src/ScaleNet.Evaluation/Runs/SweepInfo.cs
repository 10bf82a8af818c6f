namespace ScaleNet.Evaluation.Runs;

/// <summary>The structures that one seed gives for many budgets: the content of <c>sweep.json</c>.</summary>
/// <param name="Title">Headline of the report.</param>
/// <param name="Policy">How channels were chosen, in words.</param>
/// <param name="BudgetKind">What is limited: macs, parameters or latency.</param>
/// <param name="Unit">The unit of budgets and costs: MACs, parameters or ns.</param>
/// <param name="SeedRun">The seed's run folder, relative to this one, with forward slashes.</param>
/// <param name="Scales">Down-sampling factors.</param>
/// <param name="Points">A structure for each budget, from the smallest.</param>
public sealed record SweepInfo(
    string Title, string Policy, string BudgetKind, string Unit, string SeedRun, IReadOnlyList<int> Scales, IReadOnlyList<SweepPoint> Points)
{
    /// <summary>Reads <c>sweep.json</c> of a sweep's folder.</summary>
    /// <exception cref="RunFolderException">The file is missing or not as expected.</exception>
    public static SweepInfo Read(string folder)
    {
        var path = RunLayout.PathOf(folder, RunLayout.SweepFile);
        var sweep = RunJson.Read<SweepInfo>(path);
        for (var i = 0; i < sweep.Points.Count; i++)
        {
            var point = sweep.Points[i];
            if (point is null || Path.IsPathRooted(point.RunFolder)
                || point.Neurons.Any(block => block is null || block.Count != sweep.Scales.Count || block.Any(count => count < 0)))
            {
                throw new RunFolderException(
                    $"{path} $.points[{i}]: expected a folder relative to {folder}, and a number of channels per block and scale. Sweep again.");
            }
        }

        return sweep.Points.Count > 0
            ? sweep
            : throw new RunFolderException($"{path} $.points: is empty, expected at least one. Sweep again.");
    }

    /// <summary>Writes <c>sweep.json</c> atomically; the folder must exist.</summary>
    public void Write(string folder) => RunJson.Write(RunLayout.PathOf(folder, RunLayout.SweepFile), this);
}
