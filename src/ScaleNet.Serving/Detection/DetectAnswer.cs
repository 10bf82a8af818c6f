using ScaleNet.Serving.Pictures;

namespace ScaleNet.Serving.Detection;

/// <summary>What a model finds in a picture.</summary>
/// <param name="ModelName">The model.</param>
/// <param name="ModelVersion">Its version.</param>
/// <param name="Width">Columns of the picture as a viewer shows it, px.</param>
/// <param name="Height">Rows of it, px.</param>
/// <param name="Detections">What was found, by falling score.</param>
/// <param name="LatencyMs">Where the time went.</param>
internal sealed record DetectAnswer(
    string ModelName,
    string ModelVersion,
    int Width,
    int Height,
    IReadOnlyList<DetectionAnswer> Detections,
    LatencyAnswer LatencyMs);
