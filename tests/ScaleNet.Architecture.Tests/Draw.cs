using System.Text;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Weights;

namespace ScaleNet.Architecture.Tests;

/// <summary>The rule by which the reference files' weights and inputs are made on both sides: numbers from a name.</summary>
internal static class Draw
{
    /// <summary>Every tensor of a network's state.</summary>
    public static WeightFile Weights(Graph graph) => new(StateDictionary.Describe(graph).Select(entry =>
        KeyValuePair.Create(entry.Key, entry.Kind == StateKind.Counter
            ? WeightTensor.FromInt64([0])
            : WeightTensor.FromFloat32(Values(entry.Key, [.. entry.Shape]), [.. entry.Shape]))));

    /// <summary>An input in [-1, 1).</summary>
    public static float[] Image(params long[] shape) => Uniform("input", Count(shape), u => (2 * u) - 1);

    /// <summary>Numbers in [0, 1) that follow from the name.</summary>
    public static float[] Uniform(string name, long count, Func<double, double> map)
    {
        var seed = Encoding.UTF8.GetBytes(name).Aggregate(
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

    private static float[] Values(string key, long[] shape)
    {
        var count = Count(shape);
        var bound = shape.Length > 1 ? Math.Sqrt(6.0 / (count / shape[0])) : 0;
        return key.Split('.')[^1] switch
        {
            _ when shape.Length > 1 => Uniform(key, count, u => ((2 * u) - 1) * bound),
            "running_var" => Uniform(key, count, u => 0.5 + u),
            "running_mean" or "bias" => Uniform(key, count, u => 0.2 * (u - 0.5)),
            _ => Uniform(key, count, u => 0.4 + (0.4 * u)),
        };
    }

    private static long Count(long[] shape) => shape.Aggregate(1L, (product, length) => product * length);
}
