using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Google.Protobuf;
using Onnx;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;
using ScaleNet.Architecture.Tests;
using ScaleNet.Architecture.Weights;
using ScaleNet.Deployment.Export;

namespace ScaleNet.Deployment.Tests.Export;

/// <summary>Changes of size: PyTorch's coordinates in ONNX.</summary>
public sealed class ResizeTests
{
    private const int LargestSide = 40;

    // The session computes in single precision. The place of a pixel, up to the largest side, is off by the rounding of its factor (twice:
    // OnnxResize.Factor may go up by one step), of a division and of a difference; each of two axes moves a value by that much of the
    // difference of neighbours, which is at most 2 since values lie between -1 and 1. The weighted sum of four adds a few roundings more.
    private const double Rounding = 1.0 / (1 << 24); // half a step of single precision at 1
    private const double Tolerance = ((2 * 2 * 4 * LargestSide) + 8) * Rounding; // 3.9e-5

    [Property(MaxTest = 100)]
    public Property Any_size_becomes_any_other_size()
    {
        var side = Gen.Choose(1, LargestSide);
        var cases = from fromHeight in side
                    from fromWidth in side
                    from toHeight in side
                    from toWidth in side
                    from mode in Gen.Elements(Enum.GetValues<ResizeMode>())
                    select (fromHeight, fromWidth, toHeight, toWidth, mode);
        return Prop.ForAll(cases.ToArbitrary(), size => Check(
            new MapShape(2, size.fromHeight, size.fromWidth), new MapShape(2, size.toHeight, size.toWidth), size.mode));
    }

    // Where no side is a multiple of the other, but both have a factor in common, the place of some pixels is a whole number,
    // and rounding decides which pixel is read.
    [Theory]
    [InlineData(6, 14)]
    [InlineData(14, 35)]
    [InlineData(30, 49)]
    [InlineData(28, 57)]
    public void Nearest_reads_the_pixel_that_PyTorch_reads(int from, int to) =>
        Check(new MapShape(1, from, to), new MapShape(1, to, from), ResizeMode.Nearest);

    [Fact]
    public void A_factor_reaches_its_size_in_single_and_in_double_precision()
    {
        for (var from = 1; from <= 2 * LargestSide; from++)
        {
            for (var to = 1; to <= 2 * LargestSide; to++)
            {
                var factor = OnnxResize.Factor(from, to);
                Assert.Equal(to, (int)MathF.Floor(from * factor));
                Assert.Equal(to, (int)Math.Floor((double)from * factor));
            }
        }
    }

    [Fact]
    public void A_map_of_the_right_size_needs_no_operator()
    {
        var graph = new OnnxGraph("resize");

        var value = OnnxResize.Add(graph, new ResizeOp(ResizeMode.Bilinear), Context(new(1, 4, 5), new(1, 4, 5)));

        Assert.Equal("input", value);
        Assert.Empty(graph.Proto.Node);
    }

    private static void Check(MapShape from, MapShape to, ResizeMode mode)
    {
        var op = new ResizeOp(mode);
        var image = Draw.Image(from.Channels, from.Height, from.Width);
        var context = Context(from, to);
        var graph = new OnnxGraph("resize");
        if (OnnxResize.Add(graph, op, context) == "input")
        {
            return; // a size that is right already
        }

        using var session = new OnnxSession(Model(graph, from, to).ToByteArray());
        var actual = session.Run(image, [1, from.Channels, from.Height, from.Width]);

        var source = new PlainMap(from.Channels, from.Height, from.Width) { Values = [.. image.Select(x => (double)x)] };
        var target = new PlainMap(to.Channels, to.Height, to.Width);
        var expected = new PlainOperations(new WeightFile([])).Visit(op, new PlainContext(context.Node, [source, target], to));
        Assert.Equal(expected.Values, actual.Select(value => (double)value), (a, b) => Math.Abs(a - b) <= Tolerance);
    }

    private static NodeContext Context(MapShape from, MapShape to) =>
        new(new Node(2, "logits", "", new ResizeOp(ResizeMode.Nearest), [0, 1]), "logits", ["input", "like"], [from, to], to);

    private static ModelProto Model(OnnxGraph graph, MapShape from, MapShape to)
    {
        graph.Proto.Input.Add(OnnxGraph.Describe("input", [1, from.Channels, from.Height, from.Width]));
        graph.Proto.Output.Add(OnnxGraph.Describe("logits", [1, to.Channels, to.Height, to.Width]));
        var model = new ModelProto { IrVersion = OnnxVersions.IrVersion(OnnxVersions.OldestOpset), Graph = graph.Proto };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = OnnxVersions.OldestOpset });
        return model;
    }
}
