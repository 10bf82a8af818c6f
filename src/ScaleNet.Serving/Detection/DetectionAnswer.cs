using ScaleNet.Deployment.Inference;

namespace ScaleNet.Serving.Detection;

/// <summary>An object in a picture.</summary>
/// <param name="Name">What it is.</param>
/// <param name="CategoryId">The id of its category in the data that the model was trained with.</param>
/// <param name="Label">The model's own number of the category, from 1.</param>
/// <param name="Score">How sure the model is, in [0,1].</param>
/// <param name="Box">Where it is.</param>
internal sealed record DetectionAnswer(string Name, long CategoryId, int Label, float Score, BoxAnswer Box)
{
    /// <summary>An object as it is told.</summary>
    public static DetectionAnswer Of(DetectedObject thing) => new(
        thing.Category.Name, thing.Category.Id, thing.Label, thing.Score,
        new BoxAnswer(thing.Box.X1, thing.Box.Y1, thing.Box.Width, thing.Box.Height));
}
