using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using ScaleNet.Modeling.Detection;
using static TorchSharp.torch;

namespace ScaleNet.Modeling.Tests.Detection;

public sealed class RoiAlignTests
{
    private const double Tolerance = 1e-9; // of float64

    public static TheoryData<bool, int> Readings => new() { { true, 2 }, { true, 0 }, { false, 2 }, { false, 0 } };

    // It is linear in the map, so a difference over any distance is the derivative but for rounding.
    [Theory]
    [MemberData(nameof(Readings))]
    public void The_gradient_is_that_of_finite_differences(bool aligned, int sampling)
    {
        using var scope = NewDisposeScope();
        var options = new RoiAlignOptions(3, 2, sampling, aligned);
        Tensor[] levels = [Map("a", 2, 19, 6, 7), Map("b", 2, 19, 3, 4)];
        var weights = DetectionReference.Symmetric("weights", 5, 19, 3, 2).to(ScalarType.Float64);
        var regions = new RoiRegion[]
        {
            new(0, 0, 1.2, 2.3, 17.9, 20.1), new(0, 1, -6, 3, 40, 11), new(1, 1, 0, 0, 9, 30), new(1, 0, 8, 8, 8, 8), new(0, 0, 5, 5, 30, 30),
        };
        Tensor Loss() => RoiAlign.Read(levels, [0.25, 0.125], [.. regions], options).mul(weights).sum();

        Loss().backward();

        using var gradient = no_grad();
        foreach (var level in levels)
        {
            for (var i = 0L; i < level.numel(); i += 5)
            {
                using var step = NewDisposeScope();
                var place = level.flatten()[i];
                place.add_(tensor(0.5));
                var above = Loss().item<double>();
                place.sub_(tensor(1.0));
                var below = Loss().item<double>();
                place.add_(tensor(0.5));
                Assert.Equal(above - below, level.grad!.flatten()[i].item<double>(), Tolerance);
            }
        }
    }

    [Property(MaxTest = 40)]
    public Property A_constant_map_gives_its_constant(
        NormalFloat x, NormalFloat y, PositiveInt width, PositiveInt height, bool aligned, byte sampling)
    {
        using var scope = NewDisposeScope();
        var map = full([1, 3, 9, 11], 1.75, ScalarType.Float64);
        var (left, top) = (Math.Abs(x.Get % 20), Math.Abs(y.Get % 20));
        var box = tensor([left, top, left + (width.Get % 24), top + (height.Get % 16)], [1, 4], ScalarType.Float64);

        var read = RoiAlign.Read(map, [box], 0.25, new RoiAlignOptions(4, 3, 1 + (sampling % 4), aligned));

        return (read.sub(tensor(1.75)).abs().max().item<double>() <= Tolerance).ToProperty();
    }

    // No bin is a whole number of cells wide, where rounding alone would decide on the number of samples.
    [Property(MaxTest = 40)]
    public Property A_box_that_moves_with_the_map_reads_the_same(
        NormalFloat x, PositiveInt width, byte cells, bool aligned, bool adaptive)
    {
        using var scope = NewDisposeScope();
        var shift = cells % 8;
        var wide = Map("moved", 1, 20, 8, 24);
        var box = tensor([Math.Abs(x.Get % 8) + 8, 10.0, Math.Abs(x.Get % 8) + 9.3 + (width.Get % 40), 27.3], [1, 4], ScalarType.Float64);
        var options = new RoiAlignOptions(3, 3, adaptive ? RoiAlignOptions.Adaptive : 2, aligned);

        var here = RoiAlign.Read(wide, [box], 0.25, options);
        var there = RoiAlign.Read(
            wide.roll(shift, 3), [box.add(tensor([4.0 * shift, 0, 4.0 * shift, 0]))], 0.25, options);

        return (there.sub(here).abs().max().item<double>() <= Tolerance).ToProperty();
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Bits_do_not_depend_on_the_number_of_threads(int threads)
    {
        using var scope = NewDisposeScope();
        var map = DetectionReference.Symmetric("threads", 2, 20, 30, 45).requires_grad_();
        var boxes = tensor(DetectionReference.Boxes("boxes", 40, 480, 320, 8, 300), [40, 4]);
        var plan = new RoiPlan(
            new RoiAlignOptions(7, 7, 2, Aligned: false), BoxList.Regions([boxes, boxes], (_, _) => 0), [1 / 16.0], [[2, 20, 30, 45]], 1);

        var (one, oneGradient) = Run(plan);
        var (several, severalGradient) = Run(plan with { Threads = threads });

        Assert.Equal(one, several);
        Assert.Equal(oneGradient, severalGradient);

        (float[] Values, float[] Gradient) Run(RoiPlan plan)
        {
            map.grad = null;
            var read = RoiAlignFunction.apply(map, plan);
            read.square().sum().backward();
            return (read.Values(), map.grad!.Values());
        }
    }

    [Fact]
    public void Channels_last_maps_give_the_same()
    {
        using var scope = NewDisposeScope();
        var map = DetectionReference.Symmetric("layout", 2, 45, 20, 30).requires_grad_();
        var last = map.detach().permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2).requires_grad_();
        var boxes = tensor(DetectionReference.Boxes("boxes", 40, 480, 320, 8, 300), [40, 4]);
        var options = new RoiAlignOptions(7, 7, 2, Aligned: false);

        var read = RoiAlign.Read(map, [boxes, boxes], 1 / 16.0, options);
        var readLast = RoiAlign.Read(last, [boxes, boxes], 1 / 16.0, options);
        read.square().sum().backward();
        readLast.square().sum().backward();

        Assert.Equal(read.Values(), readLast.Values());
        Assert.Equal(map.grad!.Values(), last.grad!.Values());
        Assert.True(map.grad!.is_contiguous());
        Assert.Equal(last.stride(), last.grad!.stride());
    }

    [Fact]
    public void The_result_has_the_maps_type()
    {
        using var scope = NewDisposeScope();
        var map = ones([1, 2, 4, 4], ScalarType.BFloat16).requires_grad_();

        var read = RoiAlign.Read(map, [tensor([0f, 0, 16, 16], [1, 4])], 0.25, new RoiAlignOptions(2, 2, 2, Aligned: true));
        read.sum().backward();

        Assert.Equal(ScalarType.BFloat16, read.dtype);
        Assert.Equal(8, map.grad!.to(ScalarType.Float32).sum().item<float>());
    }

    [Fact]
    public void No_box_reads_nothing_and_has_a_gradient_of_zero()
    {
        using var scope = NewDisposeScope();
        var map = ones(2, 3, 4, 4).requires_grad_();

        var read = RoiAlign.Read(map, [zeros(0, 4), zeros(0, 4)], 0.25, new RoiAlignOptions(7, 7, 2, Aligned: false));
        read.sum().backward();

        Assert.Equal([0, 3, 7, 7], read.shape);
        Assert.Equal(0, map.grad!.abs().sum().item<float>());
    }

    [Fact]
    public void Boxes_of_an_image_that_is_not_there_are_refused()
    {
        using var scope = NewDisposeScope();

        var problem = Assert.Throws<ArgumentException>(() => RoiAlign.Read(
            ones(1, 3, 4, 4), [zeros(1, 4), zeros(1, 4)], 0.25, new RoiAlignOptions(7, 7, 2, Aligned: false)));

        Assert.Contains("image 1 (got 1 images)", problem.Message);
    }

    [Theory]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NaN)]
    public void Boxes_without_an_end_are_refused(float side)
    {
        using var scope = NewDisposeScope();

        Assert.Throws<ArgumentException>(() => RoiAlign.Read(
            ones(1, 3, 4, 4), [tensor([0f, 0, side, 8], [1, 4])], 0.25, new RoiAlignOptions(7, 7, RoiAlignOptions.Adaptive, Aligned: false)));
    }

    [Fact]
    public void Levels_of_unlike_channels_are_refused()
    {
        using var scope = NewDisposeScope();

        Assert.Throws<ArgumentException>(() => MultiScaleRoiAlign.Published.Read(
            [ones(1, 3, 8, 8), ones(1, 4, 4, 4)], [zeros(1, 4)], imageHeight: 32));
    }

    private static Tensor Map(string name, params long[] shape) =>
        DetectionReference.Symmetric(name, shape).to(ScalarType.Float64).detach().requires_grad_();
}
