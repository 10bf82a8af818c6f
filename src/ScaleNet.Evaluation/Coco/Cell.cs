namespace ScaleNet.Evaluation.Coco;

/// <summary>The detections and objects of one category in one image, as stretches of the table's lists.</summary>
/// <param name="FirstDetection">Place of the first detection.</param>
/// <param name="DetectionCount">How many there are, those beyond the limit included.</param>
/// <param name="FirstObject">Place of the first object.</param>
/// <param name="ObjectCount">How many there are.</param>
internal readonly record struct Cell(int FirstDetection, int DetectionCount, int FirstObject, int ObjectCount)
{
    /// <summary>How many detections are looked at.</summary>
    public int Kept => Math.Min(DetectionCount, CocoProtocol.MostDetections);
}
