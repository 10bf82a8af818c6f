namespace ScaleNet.Cli.CommandLine;

/// <summary>Two shares.</summary>
/// <param name="Least">The smaller one.</param>
/// <param name="Most">The larger one.</param>
internal readonly record struct ShareRange(double Least, double Most);
