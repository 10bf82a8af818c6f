namespace ScaleNet.Cli.Output;

/// <summary>A column of a <see cref="TextTable"/>.</summary>
/// <param name="Heading">What stands above it.</param>
/// <param name="IsNumber">Numbers stand to the right, so that their digits line up.</param>
internal sealed record TextColumn(string Heading, bool IsNumber = true);
