namespace ScaleNet.Evaluation.Runs;

/// <summary>One run of a comparison.</summary>
/// <param name="Name">What the report calls it.</param>
/// <param name="RunFolder">Its run folder, relative to the comparison's folder, with forward slashes.</param>
/// <param name="Role">Its part in the comparison: "seed", "learned", "even", "resnet" and the like.</param>
public sealed record ComparisonRow(string Name, string RunFolder, string Role);
