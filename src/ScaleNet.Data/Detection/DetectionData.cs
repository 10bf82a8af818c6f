namespace ScaleNet.Data.Detection;

/// <summary>What a detector learns from and what it is measured on.</summary>
public sealed record DetectionData
{
    /// <summary>What is learned from: images in which something is to be found.</summary>
    public required CocoDataset Train { get; init; }

    /// <summary>What is never learned from.</summary>
    public required CocoDataset Test { get; init; }

    /// <summary>Where the images came from, in words for a report.</summary>
    public required string Source { get; init; }
}
