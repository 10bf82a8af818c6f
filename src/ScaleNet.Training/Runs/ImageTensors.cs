using ScaleNet.Data.Detection;
using ScaleNet.Data.Images;
using TorchSharp;
using static TorchSharp.torch;

namespace ScaleNet.Training.Runs;

/// <summary>Decoded images as a detector takes them.</summary>
public static class ImageTensors
{
    private const float Brightest = byte.MaxValue;

    /// <summary>float32 [3, H, W] in [0, 1], in the processor's memory; the caller owns it.</summary>
    public static Tensor Of(DecodedImage image)
    {
        using var scope = NewDisposeScope();
        using var brightest = Brightest.ToScalar();
        var levels = empty([image.Height, image.Width, 3], ScalarType.Byte);
        image.Rgb.CopyTo(levels.bytes);
        return levels.permute(2, 0, 1).to(ScalarType.Float32).div(brightest).contiguous().MoveToOuterDisposeScope();
    }

    /// <summary>float32 [3, H, W] in [0, 1], in the processor's memory; the caller owns it.</summary>
    public static Tensor Of(DetectionSample sample)
    {
        using var scope = NewDisposeScope();
        using var brightest = Brightest.ToScalar();
        var levels = empty([3, sample.Size.Height, sample.Size.Width], ScalarType.Byte);
        sample.Pixels.Span.CopyTo(levels.bytes);
        return levels.to(ScalarType.Float32).div(brightest).MoveToOuterDisposeScope();
    }
}
