namespace ScaleNet.Architecture.Specs.Detection;

/// <summary>What the two stages of a detector check alike.</summary>
internal static class SpecLimits
{
    /// <summary>More than any image has anchors.</summary>
    public const int MostBoxes = 1 << 24;

    public static void RequireShare(SpecProblems problems, string path, double value)
    {
        if (value is not (>= 0 and <= 1))
        {
            problems.Add(path, FormattableString.Invariant($"got {value}, expected 0 to 1"));
        }
    }

    public static void RequireOrder(SpecProblems problems, string path, double background, double thing)
    {
        if (background > thing)
        {
            problems.Add(
                $"{path}.backgroundOverlap", FormattableString.Invariant($"got {background}, expected at most objectOverlap, {thing}"));
        }
    }
}
