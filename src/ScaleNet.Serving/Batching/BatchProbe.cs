using System.Runtime.InteropServices;
using ScaleNet.Deployment.Inference;
using ScaleNet.Serving.Models;

namespace ScaleNet.Serving.Batching;

/// <summary>Tries whether a model gives a row the same answer whatever else is in its batch.</summary>
/// <remarks>
/// A first axis that is free is not enough: a model may take the mean over it. Two rows of made-up numbers are computed alone and
/// together, once, when the model is opened.
/// </remarks>
internal static class BatchProbe
{
    // Sums of single precision in another order; a row that is mixed with another one is off by far more.
    private const double Tolerance = 1e-3;

    /// <summary>Why the model's requests must be computed one by one; null if they may share a batch.</summary>
    public static string? Problem(OnnxModel model)
    {
        if (model.Inputs.Concat(model.Outputs).FirstOrDefault(port => port.Shape is not [TensorPort.Free, ..]) is { } closed)
        {
            return $"the first axis of '{closed.Name}' is not free";
        }

        if (model.Inputs.FirstOrDefault(port => !port.HasRowsOfOneSize) is { } open)
        {
            return $"not only the first axis of '{open.Name}' is free";
        }

        try
        {
            return Compare(model);
        }
        catch (InferenceException problem)
        {
            return $"a trial failed: {ModelWords.WithoutFile(problem.Message, model.Source)}";
        }
    }

    private static string? Compare(OnnxModel model)
    {
        string[] names = [.. model.Outputs.Select(port => port.Name)];
        var rows = Enumerable.Range(1, 2).Select(seed => model.Inputs.Select(port => Row(port, seed)).ToArray()).ToArray();
        var alone = TensorRows.Join([.. rows.Select(row => model.Run(row, names))], new BatchMemory());
        var together = model.Run(TensorRows.Join(rows, new BatchMemory()), names);
        return alone.Zip(together).FirstOrDefault(pair => !AreEqual(pair.First, pair.Second)) is { First: { } different }
            ? $"the rows of '{different.Name}' depend on each other"
            : null;
    }

    private static HostTensor Row(TensorPort port, int seed)
    {
        long[] shape = [1, .. port.Shape.Skip(1)];
        var data = new byte[shape.Aggregate(1L, (product, length) => product * length) * port.Element.Size()];
        if (port.Element == TensorElement.Float32)
        {
            var values = MemoryMarshal.Cast<byte, float>(data.AsSpan());
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = MathF.Sin((i + 1) * seed); // of the size that normalised pixels have, and no two rows alike
            }
        }
        else if (port.Element is TensorElement.Bool or TensorElement.UInt8 or TensorElement.Int8)
        {
            for (var i = 0; i < data.Length; i++)
            {
                data[i] = (byte)((i + seed) % 2);
            }
        }

        return new HostTensor(port.Name, port.Element, shape, data); // of other kinds zeros, which every model takes
    }

    private static bool AreEqual(HostTensor one, HostTensor other)
    {
        if (!one.Shape.AsSpan().SequenceEqual(other.Shape))
        {
            return false;
        }

        if (one.Element != TensorElement.Float32)
        {
            return one.Element is TensorElement.Float16 or TensorElement.Float64 || one.Data.Span.SequenceEqual(other.Data.Span);
        }

        var a = MemoryMarshal.Cast<byte, float>(one.Data.Span);
        var b = MemoryMarshal.Cast<byte, float>(other.Data.Span);
        for (var i = 0; i < a.Length; i++)
        {
            if (!(Math.Abs(a[i] - b[i]) <= Tolerance * Math.Max(1, Math.Abs(a[i]))))
            {
                return false;
            }
        }

        return true;
    }
}
