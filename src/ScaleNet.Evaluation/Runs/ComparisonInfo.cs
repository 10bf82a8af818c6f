namespace ScaleNet.Evaluation.Runs;

/// <summary>The runs that a comparison sets side by side: the content of <c>comparison.json</c>.</summary>
/// <param name="Title">Headline of the report.</param>
/// <param name="Note">What the reader must know to read the numbers rightly, such as how many seeds were tried.</param>
/// <param name="BudgetMacs">
/// Multiply-accumulates per image that the networks should meet; null without a budget.
/// </param>
/// <param name="Rows">The runs, in the order of the report.</param>
public sealed record ComparisonInfo(string Title, string Note, long? BudgetMacs, IReadOnlyList<ComparisonRow> Rows)
{
    /// <summary>Reads <c>comparison.json</c> of a comparison's folder.</summary>
    /// <exception cref="RunFolderException">The file is missing or not as expected.</exception>
    public static ComparisonInfo Read(string folder)
    {
        var path = RunLayout.PathOf(folder, RunLayout.ComparisonFile);
        var comparison = RunJson.Read<ComparisonInfo>(path);
        for (var i = 0; i < comparison.Rows.Count; i++)
        {
            // An absolute path would make the folder useless on any other machine.
            if (comparison.Rows[i] is null || Path.IsPathRooted(comparison.Rows[i].RunFolder))
            {
                throw new RunFolderException(
                    $"{path} $.rows[{i}].runFolder: got '{comparison.Rows[i]?.RunFolder}', " +
                    $"expected a path relative to {folder}. Compare again.");
            }
        }

        return comparison;
    }

    /// <summary>Writes <c>comparison.json</c> atomically; the folder must exist.</summary>
    public void Write(string folder) => RunJson.Write(RunLayout.PathOf(folder, RunLayout.ComparisonFile), this);
}
