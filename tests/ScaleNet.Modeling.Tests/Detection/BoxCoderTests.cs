using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using ScaleNet.Evaluation.Boxes;
using ScaleNet.Modeling.Detection;
using static TorchSharp.torch;

namespace ScaleNet.Modeling.Tests.Detection;

public sealed class BoxCoderTests
{
    private const double RelativeTolerance = 2e-6; // exp and log of different libraries, some units in the last place of float32
    private const double ExactTolerance = 1e-9; // of a round trip in float64, pixels

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Boxes_are_coded_as_the_reference_codes_them(int index)
    {
        using var scope = NewDisposeScope();
        var reference = DetectionReference.Read("box_coder");
        var test = reference.GetProperty("cases")[index];
        var weights = test.GetProperty("weights").Floats();
        var coder = new BoxCoder(weights[0], weights[2]);
        var proposals = reference.GetProperty("proposals").Table();

        var encoded = coder.Encode(reference.GetProperty("gt").Table(), proposals);
        var decoded = coder.Decode(reference.GetProperty("deltas").Table(), proposals);
        var classes = coder.Decode(reference.GetProperty("deltas3").Table(12), proposals[..10]);

        DetectionReference.AssertRelative(test.GetProperty("encode").Numbers(), encoded.Values(), RelativeTolerance);
        // Corners are differences of a centre and half a side, so the error is relative to the side.
        var tolerance = RelativeTolerance * decoded.abs().max().item<float>();
        DetectionReference.AssertClose(test.GetProperty("decode").Numbers(), decoded.Values(), tolerance);
        DetectionReference.AssertClose(test.GetProperty("decode_3_classes").Numbers(), classes.Values(), tolerance);
        Assert.Equal(test.GetProperty("decode_3_classes_shape").Integers(), classes.shape.Select(side => (int)side));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Clipping_and_the_least_side_are_the_references(int index)
    {
        using var scope = NewDisposeScope();
        var test = DetectionReference.Read("box_coder").GetProperty("cases")[index];

        var clipped = BoxGeometry.Clip(test.GetProperty("decode").Table(), new ImageSize(400, 600));

        Assert.Equal(test.GetProperty("clip_to_h400_w600").Floats(), clipped.Values());
        foreach (var entry in test.GetProperty("kept_by_remove_small_boxes").EnumerateObject())
        {
            var side = double.Parse(entry.Name, System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal(entry.Value.Integers(), BoxGeometry.AtLeast(clipped, side).Indices().Select(i => (int)i));
        }
    }

    [Property(MaxTest = 50)]
    public Property What_was_encoded_is_decoded(NonEmptyArray<NormalFloat> numbers)
    {
        using var scope = NewDisposeScope();
        var to = Boxes(numbers.Get);
        var from = to.roll(1, 0).add(tensor(3.5)); // each by another one

        var back = BoxCoder.Head.Decode(BoxCoder.Head.Encode(to, from), from).squeeze(1);

        return (back.sub(to).abs().max().item<double>() <= ExactTolerance).ToProperty();
    }

    [Fact]
    public void No_box_gives_no_box()
    {
        using var scope = NewDisposeScope();
        var none = zeros(0, 4);

        Assert.Equal([0, 4], BoxCoder.Head.Encode(none, none).shape);
        Assert.Equal([0, 3, 4], BoxCoder.Head.Decode(zeros(0, 12), none).shape);
        Assert.Empty(BoxGeometry.AtLeast(none, 1).Indices());
    }

    // Within the growth that decoding allows: sides from 20 to 420.
    private static Tensor Boxes(NormalFloat[] numbers)
    {
        var corners = numbers.SelectMany(number =>
        {
            var x = number.Get % 500;
            var side = 20 + Math.Abs((number.Get * 7) % 400);
            return new[] { x, -x / 2, x + side, (-x / 2) + 440 - side };
        }).ToArray();
        return tensor(corners, [numbers.Length, 4]);
    }
}
