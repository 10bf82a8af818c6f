using ScaleNet.Data.Transforms;
using ScaleNet.Training.Loops;
using ScaleNet.Training.Recipes;
using TorchSharp;
using static TorchSharp.torch;

namespace ScaleNet.Training.Tests.Loops;

public sealed class BatchMixerTests
{
    private const int Classes = 5;
    private const double Smoothing = 0.1;
    private const double Tolerance = 1e-6; // float32 sums of a few numbers of about 1

    public BatchMixerTests() => Tiny.UseOneThread();

    [Fact]
    public void Mixup_blends_images_and_targets_with_one_share()
    {
        using var scope = NewDisposeScope();
        var (images, labels) = Batch();
        var original = images.clone();

        var (mixed, targets) = new BatchMixer(new BatchMixing { MixupAlpha = 1 }, Classes, Smoothing)
            .Mix(images, labels, runSeed: 3, batch: 5, epoch: 1);

        var share = (targets[0, 1].ToDouble() - (Smoothing / Classes)) / (1 - Smoothing);
        var expected = (original * share) + (original.flip(0) * (1 - share));
        Assert.InRange(share, 0, 1);
        Assert.True(mixed.sub(expected).abs().max().ToDouble() < Tolerance);
        Assert.Equal([1.0, 1.0, 1.0, 1.0], targets.sum(1).data<float>().ToArray().Select(sum => Math.Round(sum, 5)));
        Assert.Equal((share * (1 - Smoothing)) + (Smoothing / Classes), targets[1, 4].ToDouble(), Tolerance);
        Assert.Equal(((1 - share) * (1 - Smoothing)) + (Smoothing / Classes), targets[1, 0].ToDouble(), Tolerance);
    }

    [Fact]
    public void Cutmix_replaces_a_box_and_its_real_area_is_the_partners_share()
    {
        using var scope = NewDisposeScope();
        var shares = new List<double>();
        for (var batch = 0; batch < 40; batch++)
        {
            var (images, labels) = Batch();
            var original = images.clone();

            var (mixed, targets) = new BatchMixer(new BatchMixing { CutmixAlpha = 1 }, Classes, smoothing: 0)
                .Mix(images, labels, runSeed: 3, batch, epoch: 1);

            var isOwn = mixed.eq(original);
            var isPartners = mixed.eq(original.flip(0));
            Assert.True(isOwn.logical_or(isPartners).all().item<bool>());
            var cut = isOwn.logical_not()[0, 0].to(ScalarType.Float64).mean().item<double>();
            Assert.Equal(1 - cut, targets[0, 1].ToDouble(), Tolerance);
            shares.Add(cut);
        }

        Assert.True(shares.Distinct().Count() > 20);
    }

    [Fact]
    public void The_blend_depends_on_seed_and_batch_alone()
    {
        using var scope = NewDisposeScope();
        var mixer = new BatchMixer(new BatchMixing { MixupAlpha = 0.4, CutmixAlpha = 1 }, Classes, Smoothing);

        Assert.Equal(Mixed(mixer, 1, 2), Mixed(mixer, 1, 2));
        Assert.NotEqual(Mixed(mixer, 1, 2), Mixed(mixer, 1, 3));
        Assert.NotEqual(Mixed(mixer, 1, 2), Mixed(mixer, 2, 2));
    }

    [Fact]
    public void After_the_off_epoch_and_beyond_the_probability_nothing_is_blended()
    {
        using var scope = NewDisposeScope();
        var off = new BatchMixer(new BatchMixing { MixupAlpha = 1, OffEpoch = 2 }, Classes, Smoothing);
        var half = new BatchMixer(new BatchMixing { MixupAlpha = 1, Probability = 0.5 }, Classes, Smoothing);

        Assert.Equal([false, false, true], new[] { 1, 2, 3 }.Select(epoch => IsPlain(off, batch: 0, epoch)));
        Assert.InRange(Enumerable.Range(0, 400).Count(batch => IsPlain(half, batch, epoch: 1)), 150, 250);
    }

    [Fact]
    public void Soft_cross_entropy_of_smoothed_labels_is_the_loss_of_smoothed_labels()
    {
        using var scope = NewDisposeScope();
        var logits = tensor(new float[] { 1, 2, 3, -1, 0, 0.5f, -2, 4, 1, 1 }).reshape(2, Classes);
        var labels = tensor(new long[] { 2, 0 });
        var soft = nn.functional.one_hot(labels, Classes).to(ScalarType.Float32) * (1 - Smoothing) + (Smoothing / Classes);

        var loss = SoftCrossEntropy.Mean(logits, soft).ToDouble();

        Assert.Equal(nn.functional.cross_entropy(logits, labels, label_smoothing: Smoothing).ToDouble(), loss, Tolerance);
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(1)]
    [InlineData(3)]
    public void Shares_have_the_moments_of_the_beta_distribution(double alpha)
    {
        const int count = 40_000;
        var random = SampleRandom.ForBatch(1, 1);
        var shares = new double[count];
        for (var i = 0; i < count; i++)
        {
            shares[i] = BetaDistribution.Draw(alpha, ref random);
        }

        var variance = 1 / (4 * ((2 * alpha) + 1));
        Assert.Equal(0.5, shares.Average(), 6 * Math.Sqrt(variance / count));
        Assert.Equal(variance, shares.Average(share => (share - 0.5) * (share - 0.5)), 0.02 * variance + 0.002);
        Assert.All(shares, share => Assert.InRange(share, 0, 1));
    }

    private static (Tensor Images, Tensor Labels) Batch() =>
        (arange(4 * 2 * 16 * 12, ScalarType.Float32).reshape(4, 2, 16, 12) / 100, tensor(new long[] { 1, 4, 0, 2 }));

    private static float[] Mixed(BatchMixer mixer, long seed, long batch)
    {
        var (images, labels) = Batch();
        return mixer.Mix(images, labels, seed, batch, epoch: 1).Images.data<float>().ToArray();
    }

    private static bool IsPlain(BatchMixer mixer, long batch, int epoch)
    {
        var (images, labels) = Batch();
        return mixer.Mix(images, labels, 1, batch, epoch).Targets.dtype == ScalarType.Int64;
    }
}
