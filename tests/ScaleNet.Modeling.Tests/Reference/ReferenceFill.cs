using System.Text;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Weights;
using static TorchSharp.torch;

namespace ScaleNet.Modeling.Tests.Reference;

/// <summary>The rule by which the reference files' weights and inputs are made on both sides.</summary>
internal static class ReferenceFill
{
    /// <summary>Every tensor of a network's state.</summary>
    public static WeightFile Weights(Graph graph) => new(StateDictionary.Describe(graph).Select(entry =>
        KeyValuePair.Create(entry.Key, entry.Kind == StateKind.Counter
            ? WeightTensor.FromInt64([0])
            : WeightTensor.FromFloat32(Values(entry.Key, [.. entry.Shape]), [.. entry.Shape]))));

    /// <summary>The input image, in float32 whatever the network computes in.</summary>
    public static Tensor Image(long[] shape, ScalarType type)
    {
        using var values = tensor(Uniform("input", shape.Aggregate(1L, (a, b) => a * b), u => (2 * u) - 1), shape);
        return values.to(type, copy: true);
    }

    private static float[] Values(string key, long[] shape)
    {
        var count = shape.Aggregate(1L, (a, b) => a * b);
        var bound = shape.Length > 1 ? Math.Sqrt(6.0 / (count / shape[0])) : 0;
        return key.Split('.')[^1] switch
        {
            _ when shape.Length > 1 => Uniform(key, count, u => ((2 * u) - 1) * bound),
            "running_var" => Uniform(key, count, u => 0.5 + u),
            "running_mean" or "bias" => Uniform(key, count, u => 0.2 * (u - 0.5)),
            _ => Uniform(key, count, u => 0.4 + (0.4 * u)),
        };
    }

    private static float[] Uniform(string key, long count, Func<double, double> map)
    {
        var seed = Encoding.UTF8.GetBytes(key).Aggregate(
            0xCBF29CE484222325UL, (hash, value) => (hash ^ value) * 0x100000001B3UL);
        var values = new float[count];
        for (var i = 0; i < values.Length; i++)
        {
            var z = seed + (((ulong)i + 1) * 0x9E3779B97F4A7C15UL);
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            z ^= z >> 31;
            values[i] = (float)map((z >> 40) / (double)(1 << 24));
        }

        return values;
    }
}
