using ScaleNet.Evaluation.Boxes;

namespace ScaleNet.Cli.Prediction;

/// <summary>An object in a picture.</summary>
/// <param name="Category">Its name.</param>
/// <param name="CategoryId">The category's id in the annotations that the detector was trained with.</param>
/// <param name="Label">The detector's number of it, from 1.</param>
/// <param name="Score">How sure the detector is, in [0,1].</param>
/// <param name="Box">Where it is, px of the picture.</param>
internal sealed record FoundObject(string Category, long CategoryId, int Label, double Score, BoxXyxy Box);
