using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace ScaleNet.Deployment.Inference;

/// <summary>What goes into a model and comes out: one image tensor [N, C, H, W], and [N, classes].</summary>
/// <param name="Input">Name of the input.</param>
/// <param name="Output">Name of the output.</param>
/// <param name="Batch">Images at once; null for any number.</param>
/// <param name="Channels">Channels; null where the model does not say.</param>
/// <param name="Height">Rows, px; null for any.</param>
/// <param name="Width">Columns, px; null for any.</param>
/// <param name="Classes">Numbers for each image.</param>
internal sealed record ModelSignature(
    string Input, string Output, int? Batch, int? Channels, int? Height, int? Width, int Classes)
{
    private const string Logits = "logits"; // what our own exporter calls it, which may add the maps of the stages
    private const int ImageRank = 4;
    private const int ClassRank = 2;
    private const int MostClasses = 1 << 20;

    /// <summary>Reads it from an open model.</summary>
    /// <exception cref="InferenceException">The model does not classify images.</exception>
    public static ModelSignature Of(InferenceSession session, string source)
    {
        var (input, inputShape) = Single(session.InputMetadata, source);
        var output = session.OutputMetadata.ContainsKey(Logits) ? Logits : session.OutputNames[0];
        var outputShape = ShapeOf(session.OutputMetadata[output]);
        if (outputShape is not [var rows, > 0 and <= MostClasses] || !MayBeEqual(rows, inputShape[0]))
        {
            throw new InferenceException(
                $"{source}: got the output '{output}' {Describe(session.OutputMetadata[output])}, expected float [N, classes] "
                + $"for the input's {inputShape[0]} images (-1: any). Give a model that classifies images.");
        }

        return new ModelSignature(
            input, output, Known(inputShape[0]), Known(inputShape[1]), Known(inputShape[2]), Known(inputShape[3]), outputShape[1]);
    }

    private static (string Name, int[] Shape) Single(IReadOnlyDictionary<string, NodeMetadata> inputs, string source)
    {
        if (inputs.Count == 1 && ShapeOf(inputs.Values.Single()) is { Length: ImageRank } shape && shape.All(length => length != 0))
        {
            return (inputs.Keys.Single(), shape);
        }

        var got = string.Join(", ", inputs.Select(input => $"'{input.Key}' {Describe(input.Value)}"));
        throw new InferenceException(
            $"{source}: got the inputs {got}, expected one float [N, C, H, W]. Give a model that classifies images.");
    }

    private static int[] ShapeOf(NodeMetadata value) =>
        value is { IsTensor: true, ElementDataType: TensorElementType.Float } ? value.Dimensions : [];

    private static bool MayBeEqual(int rows, int images) => rows == images || rows < 0 || images < 0;

    private static int? Known(int length) => length > 0 ? length : null;

    private static string Describe(NodeMetadata value) => value.IsTensor
        ? $"{value.ElementDataType.ToString().ToLowerInvariant()} [{string.Join(", ", value.Dimensions)}]"
        : "that is no tensor";
}
