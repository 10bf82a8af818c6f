namespace ScaleNet.Architecture.Specs;

/// <summary>Checks a spec once, at the boundary, and reports all problems together.</summary>
internal static class SpecValidator
{
    // Limits against absurd files: well above any network of the catalogue, well below what overflows a count.
    public const int MostChannels = 65_536;
    public const int MostBlocks = 512;
    public const int MostSide = 16_384;
    private const int MostClasses = 1_000_000;
    private const int MostStages = 6;

    /// <summary>Throws one exception that lists every problem.</summary>
    public static void Require(NetworkSpec spec, string source)
    {
        var problems = new SpecProblems();
        if (string.IsNullOrWhiteSpace(spec.Name))
        {
            problems.Add("$.name", "is empty");
        }

        if (!Enum.IsDefined(spec.Stem))
        {
            problems.Add("$.stem", $"got {spec.Stem}, expected {string.Join(" or ", Enum.GetNames<StemKind>())}");
        }

        problems.RequireWithin("$.stemChannels", spec.StemChannels, 1, MostChannels);
        problems.RequireWithin("$.inputChannels", spec.InputChannels, 1, MostChannels);
        problems.RequireWithin("$.resolution", spec.Resolution, 1, MostSide);
        problems.RequireWithin("$.classes", spec.Classes, 1, MostClasses);
        problems.RequireWithin("$.stages", spec.StagePlanes.Count, 1, MostStages);
        for (var stage = 0; stage < spec.StagePlanes.Count; stage++)
        {
            problems.RequireWithin($"$.stages[{stage}].planes", spec.StagePlanes[stage], 1, MostChannels);
        }

        spec.Check(problems);
        if (problems.All.Count > 0)
        {
            throw new SpecException($"{source}: {string.Join("; ", problems.All)}.");
        }
    }
}
