using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;
using ScaleNet.Architecture.Weights;

namespace ScaleNet.Deployment.Tests.Export;

/// <summary>Every operation written down as its definition, in double precision: slow, and independent of any library.</summary>
internal sealed class PlainOperations(WeightFile weights) : IOpVisitor<PlainContext, PlainMap>
{
    /// <summary>All values of a network's nodes for one sample.</summary>
    public static PlainMap[] Run(Graph graph, WeightFile weights, PlainMap image)
    {
        var shapes = ShapeInference.Infer(graph, image.Shape.Height, image.Shape.Width);
        var operations = new PlainOperations(weights);
        var maps = new PlainMap[graph.Nodes.Length];
        maps[0] = image;
        foreach (var node in graph.Nodes.Skip(1))
        {
            maps[node.Index] = node.Op.Accept(
                operations, new PlainContext(node, [.. node.Inputs.Select(input => maps[input])], shapes[node.Index]));
        }

        return maps;
    }

    public PlainMap Visit(InputOp op, PlainContext context) => throw new InvalidOperationException();

    public PlainMap Visit(Conv2dOp op, PlainContext context)
    {
        var (kernel, bias) = (State(context, "weight"), op.Bias ? State(context, "bias") : new double[op.OutChannels]);
        var (inPerGroup, outPerGroup) = (op.InChannels / op.Groups, op.OutChannels / op.Groups);
        return PlainMap.Of(context.Shape, (channel, y, x) =>
        {
            var sum = bias[channel];
            for (var from = 0; from < inPerGroup; from++)
            {
                for (var tap = 0; tap < op.Kernel * op.Kernel; tap++)
                {
                    var (dy, dx) = (tap / op.Kernel, tap % op.Kernel);
                    sum += kernel[(((channel * inPerGroup) + from) * op.Kernel * op.Kernel) + tap] * context.Inputs[0].At(
                        (channel / outPerGroup * inPerGroup) + from,
                        (y * op.Stride) + dy - op.Padding,
                        (x * op.Stride) + dx - op.Padding);
                }
            }

            return sum;
        });
    }

    public PlainMap Visit(BatchNormOp op, PlainContext context)
    {
        var (gamma, beta) = (State(context, "weight"), State(context, "bias"));
        var (mean, variance) = (State(context, "running_mean"), State(context, "running_var"));
        return PlainMap.Of(context.Shape, (channel, y, x) =>
            ((context.Inputs[0].At(channel, y, x) - mean[channel]) / Math.Sqrt(variance[channel] + op.Epsilon) * gamma[channel])
                + beta[channel]);
    }

    public PlainMap Visit(ReluOp op, PlainContext context) => Map(context, value => Math.Max(value, 0));

    public PlainMap Visit(SigmoidOp op, PlainContext context) => Map(context, Sigmoid);

    public PlainMap Visit(SwishOp op, PlainContext context) => Map(context, value => value * Sigmoid(value));

    public PlainMap Visit(DropoutOp op, PlainContext context) => context.Inputs[0];

    public PlainMap Visit(MaxPoolOp op, PlainContext context)
    {
        var (height, width) = (op.Window(context.Inputs[0].Shape.Height), op.Window(context.Inputs[0].Shape.Width));
        return PlainMap.Of(context.Shape, (channel, y, x) =>
            Window(context.Inputs[0], channel, (y * op.Stride) - op.Padding, (x * op.Stride) - op.Padding, height, width, double.NegativeInfinity)
                .Max());
    }

    public PlainMap Visit(AvgPoolOp op, PlainContext context) => PlainMap.Of(context.Shape, (channel, y, x) =>
        Window(context.Inputs[0], channel, (y * op.Stride) - op.Padding, (x * op.Stride) - op.Padding, op.Kernel, op.Kernel, outside: 0)
            .Average());

    public PlainMap Visit(GlobalAvgPoolOp op, PlainContext context)
    {
        var shape = context.Inputs[0].Shape;
        return PlainMap.Of(context.Shape, (channel, _, _) =>
            Window(context.Inputs[0], channel, 0, 0, shape.Height, shape.Width, outside: 0).Average());
    }

    public PlainMap Visit(ResizeOp op, PlainContext context)
    {
        var (source, from, to) = (context.Inputs[0], context.Inputs[0].Shape, context.Shape);
        if (op.IsNearest(from, to))
        {
            return PlainMap.Of(to, (channel, y, x) =>
                source.At(channel, Nearest(y, from.Height, to.Height), Nearest(x, from.Width, to.Width)));
        }

        return PlainMap.Of(to, (channel, y, x) =>
        {
            var ((top, bottom, low), (left, right, near)) =
                (Between(y, from.Height, to.Height), Between(x, from.Width, to.Width));
            return ((1 - low) * (((1 - near) * source.At(channel, top, left)) + (near * source.At(channel, top, right))))
                + (low * (((1 - near) * source.At(channel, bottom, left)) + (near * source.At(channel, bottom, right))));
        });
    }

    public PlainMap Visit(ConcatOp op, PlainContext context) => new(context.Shape.Channels, context.Shape.Height, context.Shape.Width)
    {
        Values = [.. context.Inputs.SelectMany(input => input.Values)],
    };

    public PlainMap Visit(AddOp op, PlainContext context) => PlainMap.Of(
        context.Shape, (channel, y, x) => context.Inputs[0].At(channel, y, x) + context.Inputs[1].At(channel, y, x));

    public PlainMap Visit(MultiplyOp op, PlainContext context) => PlainMap.Of(
        context.Shape, (channel, y, x) => context.Inputs[0].At(channel, y, x) * context.Inputs[1].At(channel, 0, 0));

    public PlainMap Visit(SliceOp op, PlainContext context) => PlainMap.Of(
        context.Shape, (channel, y, x) => context.Inputs[0].At(op.First + channel, y, x));

    public PlainMap Visit(FlattenOp op, PlainContext context) => new(context.Shape.Channels, 1, 1) { Values = context.Inputs[0].Values };

    public PlainMap Visit(LinearOp op, PlainContext context)
    {
        var (weight, bias) = (State(context, "weight"), State(context, "bias"));
        return PlainMap.Of(context.Shape, (feature, _, _) => bias[feature] + Enumerable.Range(0, op.InFeatures)
            .Sum(from => weight[(feature * op.InFeatures) + from] * context.Inputs[0].Values[from]));
    }

    private static double Sigmoid(double value) => 1 / (1 + Math.Exp(-value));

    private static PlainMap Map(PlainContext context, Func<double, double> map) => PlainMap.Of(
        context.Shape, (channel, y, x) => map(context.Inputs[0].At(channel, y, x)));

    private static IEnumerable<double> Window(PlainMap map, int channel, int top, int left, int height, int width, double outside) =>
        Enumerable.Range(0, height * width)
            .Select(place => map.At(channel, top + (place / width), left + (place % width), outside));

    // PyTorch computes the factor and the product in single precision, which decides at whole numbers.
    private static int Nearest(int i, int from, int to) => Math.Min((int)(i * ((float)from / to)), from - 1);

    private static (int Before, int After, double Weight) Between(int i, int from, int to)
    {
        var place = Math.Max((((i + 0.5) * from) / to) - 0.5, 0);
        var before = Math.Min((int)place, from - 1);
        return (before, Math.Min(before + 1, from - 1), place - before);
    }

    private double[] State(PlainContext context, string tensor) => weights.Tensors[$"{context.Node.Path}.{tensor}"].ToFloat64();
}
