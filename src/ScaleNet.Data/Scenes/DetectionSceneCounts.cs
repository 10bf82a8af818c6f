namespace ScaleNet.Data.Scenes;

/// <summary>What a part of a set of scenes consists of.</summary>
/// <param name="Part">Its name, which is that of its folder.</param>
/// <param name="Images">Images.</param>
/// <param name="Empty">Of them, those in which nothing is to be found, no crowd either.</param>
/// <param name="Objects">Garments to be found.</param>
/// <param name="Crowds">Crowds.</param>
public sealed record DetectionSceneCounts(string Part, int Images, int Empty, int Objects, int Crowds);
