namespace ScaleNet.Cli.Prediction;

/// <summary>A picture that the user named, directly or by its folder.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Problem">Why it cannot be read, if that is known already; else null.</param>
internal sealed record PictureFile(string Path, string? Problem = null);
