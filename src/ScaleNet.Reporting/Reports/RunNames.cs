namespace ScaleNet.Reporting.Reports;

/// <summary>Names that tell runs apart.</summary>
internal static class RunNames
{
    /// <summary>The runs' own names; those that several have are followed by the folder as it was given.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<(string Name, string Folder)> runs)
    {
        var repeated = runs.GroupBy(run => run.Name).Where(group => group.Count() > 1).Select(group => group.Key).ToHashSet();
        return
        [
            .. runs.Select(run => repeated.Contains(run.Name)
                ? $"{run.Name} ({Path.TrimEndingDirectorySeparator(run.Folder)})"
                : run.Name),
        ];
    }
}
