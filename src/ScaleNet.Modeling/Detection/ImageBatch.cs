using System.Collections.Immutable;
using ScaleNet.Architecture.Specs.Detection;
using ScaleNet.Evaluation.Boxes;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ScaleNet.Modeling.Detection;

/// <summary>Images of one batch: normalised, resized, and padded with zeros to a common size that the backbone's strides divide.</summary>
/// <param name="Pixels">[N, 3, H, W]; owned.</param>
/// <param name="Sizes">Each image's size before padding.</param>
internal sealed record ImageBatch(Tensor Pixels, ImmutableArray<ImageSize> Sizes) : IDisposable
{
    /// <summary>Makes a batch.</summary>
    /// <param name="images">[3, H, W] each, in [0, 1], of any sizes; borrowed.</param>
    /// <param name="mean">[3] of the channels, in [0, 1].</param>
    /// <param name="deviation">[3] of the channels.</param>
    /// <param name="resize">How large an image becomes.</param>
    public static ImageBatch Of(
        IReadOnlyList<Tensor> images, ImmutableArray<float> mean, ImmutableArray<float> deviation, ResizeRule resize) =>
        Of(images, mean, deviation, [.. Enumerable.Repeat(resize, images.Count)]);

    /// <summary>Makes a batch in which each image has a rule of its own.</summary>
    /// <param name="images">[3, H, W] each, in [0, 1], of any sizes; borrowed.</param>
    /// <param name="mean">[3] of the channels, in [0, 1].</param>
    /// <param name="deviation">[3] of the channels.</param>
    /// <param name="resize">How large each image becomes.</param>
    public static ImageBatch Of(
        IReadOnlyList<Tensor> images, ImmutableArray<float> mean, ImmutableArray<float> deviation, IReadOnlyList<ResizeRule> resize)
    {
        using var scope = NewDisposeScope();
        var first = images[0];
        var shift = tensor(mean.ToArray(), [mean.Length, 1, 1], first.dtype, first.device);
        var scale = tensor(deviation.ToArray(), [deviation.Length, 1, 1], first.dtype, first.device);
        var sizes = images.Zip(resize, (image, rule) => rule.Of(SizeOf(image))).ToImmutableArray();
        var (height, width) = (RoundUp(sizes.Max(size => size.Height)), RoundUp(sizes.Max(size => size.Width)));
        var pixels = zeros([images.Count, first.shape[0], height, width], first.dtype, first.device);
        for (var i = 0; i < images.Count; i++)
        {
            using var step = NewDisposeScope();
            var image = images[i].sub(shift).div(scale).unsqueeze(0);
            var resized = F.interpolate(
                image, [sizes[i].Height, sizes[i].Width], mode: InterpolationMode.Bilinear, align_corners: false);
            pixels[i].narrow(1, 0, sizes[i].Height).narrow(2, 0, sizes[i].Width).copy_(resized[0]);
        }

        return new ImageBatch(pixels.MoveToOuterDisposeScope(), sizes);
    }

    /// <summary>The sides of an image [3, H, W].</summary>
    public static ImageSize SizeOf(Tensor image) => new((int)image.shape[1], (int)image.shape[2]);

    /// <inheritdoc/>
    public void Dispose() => Pixels.Dispose();

    private static int RoundUp(int side) => (side + FasterRcnnRules.SizeDivisor - 1) / FasterRcnnRules.SizeDivisor * FasterRcnnRules.SizeDivisor;
}
