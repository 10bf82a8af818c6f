namespace ScaleNet.Architecture.Specs;

/// <summary>Checks a spec once, at the boundary, and reports all problems together.</summary>
internal static class SpecValidator
{
    // Limits against absurd files: well above any network of the catalogue, well below what overflows a count.
    public const int MostChannels = 65_536;
    public const int MostBlocks = 512;
    public const int MostSide = 16_384;
    public const int MostStages = 6;
    private const int MostClasses = 1_000_000;

    /// <summary>Throws one exception that lists every problem.</summary>
    public static void Require(NetworkSpec spec, string source)
    {
        var problems = new SpecProblems();
        if (string.IsNullOrWhiteSpace(spec.Name))
        {
            problems.Add("$.name", "is empty");
        }

        problems.RequireWithin("$.inputChannels", spec.InputChannels, 1, MostChannels);
        problems.RequireWithin("$.resolution", spec.Resolution, 1, MostSide);
        problems.RequireWithin("$.classes", spec.Classes, 1, MostClasses);
        spec.Check(problems);
        if (problems.All.Count > 0)
        {
            throw new SpecException($"{source}: {string.Join("; ", problems.All)}.");
        }
    }
}
