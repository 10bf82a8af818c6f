namespace ScaleNet.Cli.Prediction;

/// <summary>An object, for programs.</summary>
/// <param name="Category">Its name.</param>
/// <param name="CategoryId">The category's id in the annotations that the detector was trained with.</param>
/// <param name="Score">How sure the detector is, in [0,1].</param>
/// <param name="Bbox">COCO's order of a box's numbers, and its name for them: left, top, width, height, px.</param>
internal sealed record DetectedObject(string Category, long CategoryId, double Score, IReadOnlyList<double> Bbox)
{
    public static DetectedObject Of(FoundObject thing) => new(
        thing.Category, thing.CategoryId, thing.Score, [thing.Box.X1, thing.Box.Y1, thing.Box.Width, thing.Box.Height]);
}
