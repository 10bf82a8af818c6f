using Onnx;
using ScaleNet.Architecture.Graphs.Operations;
using static ScaleNet.Deployment.Export.OnnxGraph;

namespace ScaleNet.Deployment.Export;

/// <summary>Writes a change of a map's size where images have many sizes; coordinates are those of <see cref="OnnxResize"/>.</summary>
internal static class OnnxFreeResize
{
    /// <summary>Adds the operators.</summary>
    /// <returns>The resized value; the input itself where its size is always right.</returns>
    public static string Add(OnnxGraph graph, ResizeOp op, NodeContext context, FreeSides free)
    {
        var pairs = free.Inputs[0].Zip(free.Own, (from, to) => (From: from, To: to)).Distinct().ToArray();
        if (pairs.All(pair => pair.From == pair.To))
        {
            return context.Inputs[0];
        }

        var formula = new OnnxFormula(graph, $"{context.Value}.size");
        if (pairs.Select(pair => pair.To % pair.From == 0 ? pair.To / pair.From : 0).Distinct().ToArray() is [> 0 and var factor])
        {
            var factors = graph.AddConstant($"{context.Value}.factors", [1, 1, factor, factor], 4);
            return OnnxResize.AddResize(
                graph, context.Value, [context.Inputs[0], "", factors], op.Mode != ResizeMode.Bilinear);
        }

        var isExact = pairs.All(pair => OnnxResize.AsymmetricAgrees(pair.From, pair.To));
        return op.Mode switch
        {
            ResizeMode.Nearest when !isExact => AddGather(formula, graph, context),
            ResizeMode.NearestWhereDivisible => AddChoice(formula, graph, context),
            var mode => OnnxResize.AddResize(
                graph, context.Value, [context.Inputs[0], "", "", Sizes(formula, context)], mode == ResizeMode.Nearest),
        };
    }

    private static string Sizes(OnnxFormula formula, NodeContext context) =>
        formula.Concat(0, formula.Shape(context.Inputs[0], 0, 2), formula.Shape(context.Inputs[1], 2, 4));

    // Whether both sides divide is known only when the image is.
    private static string AddChoice(OnnxFormula formula, OnnxGraph graph, NodeContext context)
    {
        var sizes = Sizes(formula, context);
        var rests = formula.Apply("Mod", formula.Shape(context.Inputs[1], 2, 4), formula.Shape(context.Inputs[0], 2, 4));
        var rest = formula.ApplyWith("ReduceMax", [rests], Integer("keepdims", 0));
        var divides = formula.Apply("Equal", rest, formula.Integer(0));
        return graph.Add(
            "If", context.Value, [divides], Body("then_branch", Branch("nearest", isNearest: true)), Body("else_branch", Branch("bilinear", isNearest: false)));

        OnnxGraph Branch(string name, bool isNearest)
        {
            var value = $"{context.Value}.{name}";
            var body = new OnnxGraph(value);
            OnnxResize.AddResize(body, value, [context.Inputs[0], "", "", sizes], isNearest);
            body.Proto.Output.Add(Describe(value, TensorProto.Types.DataType.Float, Free(), Known(context.Shape.Channels), Free(), Free()));
            return body;
        }
    }

    // PyTorch's rule for pixel i, floor(i * from / to) with the quotient in single precision, as a table for each side.
    private static string AddGather(OnnxFormula formula, OnnxGraph graph, NodeContext context)
    {
        var tall = formula.ApplyWith("Gather", [context.Inputs[0], Sources(2)], Integer("axis", 2));
        return graph.Add("Gather", context.Value, [tall, Sources(3)], Integer("axis", 3));

        string Sources(int axis)
        {
            var (from, to) = (Side(context.Inputs[0], axis), Side(context.Inputs[1], axis));
            var ratio = formula.Div(formula.ToFloat(from), formula.ToFloat(to));
            var places = formula.ToFloat(formula.Apply("Range", formula.Integer(0), to, formula.Integer(1)));
            var sources = formula.ToInteger(formula.Apply("Floor", formula.Mul(places, ratio)));
            return formula.Apply("Min", sources, formula.Sub(from, formula.Integer(1)));
        }

        string Side(string map, int axis) => formula.Apply("Squeeze", formula.Shape(map, axis, axis + 1), formula.Integers(0));
    }
}
