using ScaleNet.Data.Images;

namespace ScaleNet.Data.Datasets;

/// <summary>A training part, a test part, and how their images are fed to a network.</summary>
public sealed record ImageClassificationData
{
    /// <summary>What is learned from.</summary>
    public required IImageDataset Train { get; init; }

    /// <summary>What is never learned from.</summary>
    public required IImageDataset Test { get; init; }

    /// <summary>Where the images came from and which part of the data set they are, in words for a report.</summary>
    public required string Source { get; init; }

    /// <summary>Input size, and the training part's mean and standard deviation.</summary>
    public required Preprocessing Preprocessing { get; init; }
}
