namespace ScaleNet.Cli.Prediction;

/// <summary>A picture ready for the network, or why it is not.</summary>
/// <param name="Path">Where it came from.</param>
/// <param name="Input">The network's input, C,H,W; null if there is a problem.</param>
/// <param name="Problem">One line; null if there is none.</param>
internal sealed record PreparedPicture(string Path, float[]? Input, string? Problem);
