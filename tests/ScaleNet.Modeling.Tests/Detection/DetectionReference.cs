using System.Text.Json;
using ScaleNet.Architecture.Tests;
using static TorchSharp.torch;

namespace ScaleNet.Modeling.Tests.Detection;

/// <summary>The reference's numbers of one operation, and how to compare with them.</summary>
internal static class DetectionReference
{
    private const int WeightPeriod = 97; // of the files' weighted sums

    public static JsonElement Read(string operation) => ReadFile($"ops_{operation}");

    /// <summary>The reference's numbers of a whole detector: <c>fpn</c>, <c>c4</c>, <c>fpn_keys</c> or <c>c4_keys</c>.</summary>
    public static JsonElement ReadModel(string head) => ReadFile($"model_{head}");

    public static float[] Floats(this JsonElement array) => [.. Numbers(array).Select(value => (float)value)];

    public static int[] Integers(this JsonElement array) => [.. Numbers(array).Select(value => (int)value)];

    /// <summary>The numbers of an array of any depth.</summary>
    public static IEnumerable<double> Numbers(this JsonElement array) => array.ValueKind == JsonValueKind.Array
        ? array.EnumerateArray().SelectMany(Numbers)
        : [array.GetDouble()];

    public static int Integer(this JsonElement element, string name) => element.GetProperty(name).GetInt32();

    public static double Number(this JsonElement element, string name) => element.GetProperty(name).GetDouble();

    /// <summary>[N, width] of an array of arrays.</summary>
    public static Tensor Table(this JsonElement array, int width = 4)
    {
        var values = Floats(array);
        return tensor(values, [values.Length / width, width]);
    }

    public static Tensor Uniform(string name, params long[] shape) => Fill(name, u => u, shape);

    /// <summary>In [-1, 1).</summary>
    public static Tensor Symmetric(string name, params long[] shape) => Fill(name, u => (2 * u) - 1, shape);

    /// <summary>Boxes that follow from a name, as the files state.</summary>
    public static float[] Boxes(string name, int count, double width, double height, double least, double most)
    {
        double Side(float[] u, int i) => least + (u[i] * (most - least));
        var u = Draw.Uniform(name, count * 4L, value => value);
        var boxes = new float[count * 4];
        for (var i = 0; i < boxes.Length; i += 4)
        {
            var (x1, y1) = (u[i] * (width - least), u[i + 1] * (height - least));
            boxes[i] = (float)x1;
            boxes[i + 1] = (float)y1;
            boxes[i + 2] = (float)Math.Min(x1 + Side(u, i + 2), width);
            boxes[i + 3] = (float)Math.Min(y1 + Side(u, i + 3), height);
        }

        return boxes;
    }

    public static void AssertClose(IEnumerable<double> expected, IEnumerable<float> actual, double tolerance) =>
        Assert.Equal(expected, actual.Select(value => (double)value), (a, b) => Math.Abs(a - b) <= tolerance);

    public static void AssertRelative(IEnumerable<double> expected, IEnumerable<float> actual, double tolerance) =>
        Assert.Equal(
            expected, actual.Select(value => (double)value), (a, b) => Math.Abs(a - b) <= tolerance * Math.Max(1, Math.Abs(a)));

    /// <summary>Shape, norm, sums and extremes, relative to the sum of absolute values.</summary>
    public static void AssertStatistics(JsonElement expected, Tensor actual, double tolerance)
    {
        var values = actual.Values();
        Assert.Equal(expected.GetProperty("shape").Integers(), actual.shape.Select(side => (int)side));
        if (expected.TryGetProperty("first8", out var first))
        {
            var largest = Math.Max(Math.Abs(expected.Number("min")), Math.Abs(expected.Number("max")));
            AssertClose(first.Numbers(), values.Take(8), tolerance * largest);
        }

        var absolute = expected.Number("abs_sum");
        Assert.Equal(absolute, values.Sum(value => Math.Abs((double)value)), tolerance * absolute);
        Assert.Equal(expected.Number("sum"), values.Sum(value => (double)value), tolerance * absolute);
        Assert.Equal(
            expected.Number("wsum"), values.Select((value, i) => value * ((i % WeightPeriod) + 1.0) / WeightPeriod).Sum(), tolerance * absolute);
        Assert.Equal(expected.Number("l2"), Math.Sqrt(values.Sum(value => (double)value * value)), tolerance * absolute);
        Assert.Equal(expected.Number("min"), values.Min(), tolerance * Math.Max(1, Math.Abs(expected.Number("min"))));
        Assert.Equal(expected.Number("max"), values.Max(), tolerance * Math.Max(1, Math.Abs(expected.Number("max"))));
    }

    public static float[] Values(this Tensor values)
    {
        using var host = values.detach().to(ScalarType.Float32).contiguous();
        return host.data<float>().ToArray();
    }

    public static long[] Indices(this Tensor values) => values.data<long>().ToArray();

    private static JsonElement ReadFile(string name) =>
        JsonSerializer.Deserialize<JsonElement>(FixtureFile.Read("detection", $"{name}.json"));

    private static Tensor Fill(string name, Func<double, double> map, long[] shape) =>
        tensor(Draw.Uniform(name, shape.Aggregate(1L, (product, side) => product * side), map), shape);
}
