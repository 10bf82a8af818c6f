using ScaleNet.Data.Images;
using ScaleNet.Deployment.Inference;

namespace ScaleNet.Serving.Pictures;

/// <summary>How a model is asked about a picture.</summary>
/// <param name="Prepare">Makes the model's input.</param>
/// <param name="Outputs">Names of what is wanted of the model.</param>
internal sealed record PictureInput(Func<DecodedImage, HostTensor> Prepare, IReadOnlyList<string> Outputs)
{
    /// <summary>Pixels of the largest picture that it can be.</summary>
    public long MostPixels { get; init; } = ImageDecoder.PixelLimit;

    /// <summary>Whether the input is as large as the picture, so that its memory counts as the picture's until it is computed, or passed over.</summary>
    public bool HoldsPixels { get; init; }
}
