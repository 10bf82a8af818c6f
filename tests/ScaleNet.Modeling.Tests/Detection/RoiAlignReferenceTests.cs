using System.Text.Json;
using ScaleNet.Modeling.Detection;
using static TorchSharp.torch;

namespace ScaleNet.Modeling.Tests.Detection;

public sealed class RoiAlignReferenceTests
{
    private const double Tolerance = 1e-5; // of one value; the reference's own float32 is up to 6.5e-6 off its float64
    private const int Channels = 8;
    private const int GradientBoxes = 18;
    private const double Scale = 1 / 16.0;

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, 12)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Values_are_the_references(int index)
    {
        using var scope = NewDisposeScope();
        var reference = DetectionReference.Read("roi_align");
        var test = reference.GetProperty("cases")[index];
        var map = DetectionReference.Symmetric("roi.feature", 1, Channels, 25, 38);
        DetectionReference.AssertStatistics(reference.GetProperty("meta").GetProperty("feature_stat"), map, Tolerance);
        var size = test.GetProperty("output_size").Integers();
        var options = new RoiAlignOptions(
            size[0], size[1], test.Integer("sampling_ratio"), test.GetProperty("aligned").GetBoolean());

        var read = RoiAlign.Read(map, [reference.GetProperty("boxes").Table()], Scale, options);

        CheckValues(test, read, options);
    }

    [Fact]
    public void A_box_reads_the_image_that_it_belongs_to()
    {
        using var scope = NewDisposeScope();
        var test = DetectionReference.Read("roi_align").GetProperty("batch2");
        var map = DetectionReference.Symmetric("roi.feature2", 2, 4, 20, 30);
        var boxes = test.GetProperty("rois_batchidx_x1y1x2y2").Table(5);
        var regions = Enumerable.Range(0, (int)boxes.shape[0]).Select(i => boxes[i].Values())
            .Select(box => new RoiRegion(0, (int)box[0], box[1], box[2], box[3], box[4]));

        var read = RoiAlign.Read([map], [Scale], [.. regions], new RoiAlignOptions(7, 7, 2, Aligned: true));

        DetectionReference.AssertStatistics(test.GetProperty("stat"), read, Tolerance);
        DetectionReference.AssertClose(test.GetProperty("first20").Numbers(), read.Values()[..20], Tolerance);
        DetectionReference.AssertClose(
            test.GetProperty("sum_per_roi").Numbers(), read.sum([1, 2, 3]).Values(), Tolerance * read[0].numel());
    }

    [Fact]
    public void The_gradient_is_the_references()
    {
        using var scope = NewDisposeScope();
        var reference = DetectionReference.Read("roi_align");
        var test = reference.GetProperty("gradient");
        var map = DetectionReference.Symmetric("roi.feature", 1, Channels, 25, 38).requires_grad_();
        var boxes = reference.GetProperty("boxes").Table()[..GradientBoxes];
        var weights = DetectionReference.Uniform("roi.gradw", GradientBoxes, Channels, 7, 7);

        RoiAlign.Read(map, [boxes], Scale, new RoiAlignOptions(7, 7, 2, Aligned: true)).mul(weights).sum().backward();

        // The cells of region 12 that sit on the cut-off move single values of a few rows and columns, not the checked ones.
        var gradient = map.grad!;
        DetectionReference.AssertClose(
            test.GetProperty("ch0_row0_first20").Numbers(), gradient[0, 0, 0][..20].Values(), Tolerance * 10);
        DetectionReference.AssertClose(
            test.GetProperty("ch3_row12_first20").Numbers(), gradient[0, 3, 12][..20].Values(), Tolerance);
        DetectionReference.AssertStatistics(test.GetProperty("stat"), gradient, Tolerance);
    }

    [Fact]
    public void Each_region_reads_the_references_level()
    {
        using var scope = NewDisposeScope();
        var reference = DetectionReference.Read("multiscale_roi_align");
        var levels = Enumerable.Range(0, 4)
            .Select(i => DetectionReference.Symmetric($"ms.f{i}", 1, 4, 64 >> i, 80 >> i)).ToArray();
        var boxes = reference.GetProperty("boxes").Table();
        var pyramid = PyramidLevels.Of(levels.Select(level => level.shape[2]), imageHeight: 240);

        var read = MultiScaleRoiAlign.Published.Read(levels, [boxes], imageHeight: 240);

        Assert.Equal(reference.GetProperty("scales").Numbers(), pyramid.Scales);
        Assert.Equal(
            reference.GetProperty("level_index").Integers(),
            BoxList.Regions([boxes], pyramid.IndexOf).Select(region => region.Level));
        DetectionReference.AssertStatistics(reference.GetProperty("stat"), read, Tolerance);
        DetectionReference.AssertClose(reference.GetProperty("first20").Numbers(), read.Values()[..20], Tolerance);
        DetectionReference.AssertClose(
            reference.GetProperty("sum_per_roi").Numbers(), read.sum([1, 2, 3]).Values(), Tolerance * read[0].numel());
    }

    private static void CheckValues(JsonElement test, Tensor read, RoiAlignOptions options)
    {
        var perRegion = Channels * options.Bins;
        var values = read.Values();
        var sensitive = test.GetProperty("rounding_sensitive_rois").Integers();
        if (sensitive.Length == 0)
        {
            DetectionReference.AssertStatistics(test.GetProperty("stat"), read, Tolerance);
        }

        DetectionReference.AssertClose(test.GetProperty("first20").Numbers(), values[..20], Tolerance);
        DetectionReference.AssertClose(test.GetProperty("roi3_first20").Numbers(), values.Skip(3 * perRegion).Take(20), Tolerance);
        DetectionReference.AssertClose(
            test.GetProperty("roi8_ch5_first20").Numbers(), values.Skip((8 * perRegion) + (5 * options.Bins)).Take(20), Tolerance);
        DetectionReference.AssertClose(test.GetProperty("last_roi_last20").Numbers(), values[^20..], Tolerance);
        var steady = Enumerable.Range(0, (int)read.shape[0]).Except(sensitive).ToArray();
        Assert.Equal(test.GetProperty("sum_per_roi").GetArrayLength(), (int)read.shape[0]);
        CheckSums("sum_per_roi", read.sum([1, 2, 3]).Values());
        CheckSums("abs_sum_per_roi", read.abs().sum([1, 2, 3]).Values());

        void CheckSums(string name, float[] sums)
        {
            var expected = test.GetProperty(name).Numbers().ToArray();
            DetectionReference.AssertClose(
                steady.Select(i => expected[i]), steady.Select(i => sums[i]), Tolerance * perRegion);
        }
    }
}
