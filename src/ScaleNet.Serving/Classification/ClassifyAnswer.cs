using ScaleNet.Serving.Pictures;

namespace ScaleNet.Serving.Classification;

/// <summary>What a model says of a picture.</summary>
/// <param name="ModelName">The model.</param>
/// <param name="ModelVersion">Its version.</param>
/// <param name="Width">Columns of the picture, px.</param>
/// <param name="Height">Rows of the picture, px.</param>
/// <param name="Classes">The most probable classes, best first.</param>
/// <param name="BatchRows">Rows of the batch that it was in.</param>
/// <param name="LatencyMs">Where the time went.</param>
internal sealed record ClassifyAnswer(
    string ModelName,
    string ModelVersion,
    int Width,
    int Height,
    IReadOnlyList<ClassAnswer> Classes,
    long BatchRows,
    LatencyAnswer LatencyMs);
