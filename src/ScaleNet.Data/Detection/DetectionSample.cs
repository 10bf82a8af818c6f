using ScaleNet.Evaluation.Boxes;

namespace ScaleNet.Data.Detection;

/// <summary>An image as decoded, perhaps flipped, with what is to be found in it.</summary>
/// <remarks>Its pixels are its batch's: they must not be used after that is disposed.</remarks>
public sealed record DetectionSample
{
    /// <summary>Place of the image in its set.</summary>
    public required int Index { get; init; }

    /// <summary>What the annotations call it.</summary>
    public required long ImageId { get; init; }

    /// <summary>Size of the image, as stored.</summary>
    public required ImageSize Size { get; init; }

    /// <summary>Levels in [0,255], [3,H,W]: all of red row by row, then green, then blue.</summary>
    public required ReadOnlyMemory<byte> Pixels { get; init; }

    /// <summary>Whether left and right are exchanged, in pixels and boxes.</summary>
    public required bool IsFlipped { get; init; }

    /// <summary>The objects' boxes in px of this image; none where nothing is to be found.</summary>
    public required IReadOnlyList<BoxXyxy> Boxes { get; init; }

    /// <summary>The objects' classes from 1, as many as there are boxes.</summary>
    public required IReadOnlyList<int> Labels { get; init; }

    /// <summary>The size at which the detector shall see the image; nothing is resized yet.</summary>
    public required ResizeRule Resize { get; init; }
}
