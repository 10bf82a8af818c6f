using ScaleNet.Data.Transforms;
using ScaleNet.Training.Recipes;
using TorchSharp;
using static TorchSharp.torch;

namespace ScaleNet.Training.Loops;

/// <summary>Blends the images of a batch with those of the same batch in reverse order (mixup, CutMix).</summary>
/// <remarks>
/// The arithmetic of timm's Mixup in mode "batch". <b>Determinism:</b> share and place are a function of the run's seed and the batch's
/// number alone, drawn with generators of our own.
/// </remarks>
internal sealed class BatchMixer(BatchMixing recipe, int classes, double smoothing)
{
    /// <summary>Blends, or leaves the batch as it is.</summary>
    /// <param name="images">[N, C, H, W]; the caller's own, may be overwritten.</param>
    /// <param name="labels">[N], int64.</param>
    /// <param name="runSeed">The run's seed.</param>
    /// <param name="batch">The batch's number since the run began.</param>
    /// <param name="epoch">From 1.</param>
    /// <returns>
    /// The images, and as targets the labels themselves where nothing was blended, else [N, classes] probabilities, smoothed.
    /// </returns>
    public (Tensor Images, Tensor Targets) Mix(Tensor images, Tensor labels, long runSeed, long batch, int epoch)
    {
        var random = SampleRandom.ForBatch(runSeed, batch);
        if ((recipe.OffEpoch > 0 && epoch > recipe.OffEpoch) || random.NextDouble() >= recipe.Probability)
        {
            return (images, labels);
        }

        using var _ = no_grad();
        var isCut = recipe.CutmixAlpha > 0 && (recipe.MixupAlpha <= 0 || random.NextDouble() < recipe.SwitchProbability);
        var share = BetaDistribution.Draw(isCut ? recipe.CutmixAlpha : recipe.MixupAlpha, ref random);
        var partners = images.flip(0);
        if (isCut)
        {
            share = Cut(images, partners, share, ref random);
        }
        else
        {
            using var own = share.ToScalar();
            using var rest = (1 - share).ToScalar();
            images.mul_(own).add_(partners, rest);
        }

        return (images, Targets(labels, share));
    }

    /// <summary>[N, classes]: the label's share is its own, the rest that of the partner's label.</summary>
    private Tensor Targets(Tensor labels, double share)
    {
        using var off = (smoothing / classes).ToScalar();
        using var on = (1 - smoothing).ToScalar();
        using var first = share.ToScalar();
        using var rest = (1 - share).ToScalar();
        using var one = 1L.ToScalar();
        var own = nn.functional.one_hot(labels, classes).to(ScalarType.Float32);
        return own.mul(first).add_(own.flip(0), rest).mul_(on).add_(off, one);
    }

    // A box of the partner's share, cut off at the border; what was really cut counts.
    private static double Cut(Tensor images, Tensor partners, double share, ref SampleRandom random)
    {
        var (height, width) = ((int)images.shape[2], (int)images.shape[3]);
        var side = Math.Sqrt(1 - share);
        var (top, bottom) = Span(height, (int)(height * side), random.NextInt32(height));
        var (left, right) = Span(width, (int)(width * side), random.NextInt32(width));
        if (bottom > top && right > left)
        {
            Box(images).copy_(Box(partners));
        }

        return 1 - ((double)(bottom - top) * (right - left) / ((double)height * width));

        Tensor Box(Tensor maps) => maps.narrow(2, top, bottom - top).narrow(3, left, right - left);
    }

    private static (int First, int End) Span(int length, int cut, int center) =>
        (Math.Clamp(center - (cut / 2), 0, length), Math.Clamp(center + (cut / 2), 0, length));
}
