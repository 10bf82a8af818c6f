using ScaleNet.Architecture.Weights;

namespace ScaleNet.Architecture.Tests.Weights;

/// <summary>Weight files of random keys, types, shapes (scalars and empty ones among them), bytes and metadata.</summary>
internal static class RandomWeights
{
    public static WeightFile Make(int seed)
    {
        var random = new Random(seed);
        var tensors = Enumerable.Range(0, random.Next(8)).Select(i => KeyValuePair.Create($"layer{i}.{random.Next()}", Tensor(random)));
        var metadata = Enumerable.Range(0, random.Next(3)).ToDictionary(i => $"key{i}", _ => random.Next().ToString("x8", null));
        return new WeightFile(tensors.ToList(), metadata);
    }

    public static void AssertEqual(WeightFile expected, WeightFile actual)
    {
        Assert.Equal(expected.Tensors.Keys, actual.Tensors.Keys);
        Assert.Equal(expected.Metadata.OrderBy(pair => pair.Key), actual.Metadata.OrderBy(pair => pair.Key));
        Assert.All(expected.Tensors, pair =>
        {
            var tensor = actual.Tensors[pair.Key];
            Assert.Equal(pair.Value.ElementType, tensor.ElementType);
            Assert.Equal(pair.Value.Shape, tensor.Shape);
            Assert.True(pair.Value.Data.Span.SequenceEqual(tensor.Data.Span));
        });
    }

    private static WeightTensor Tensor(Random random)
    {
        var type = (ElementType)random.Next(Enum.GetValues<ElementType>().Length);
        var shape = Enumerable.Range(0, random.Next(5)).Select(_ => (long)random.Next(5)).ToArray();
        var bytes = new byte[shape.Aggregate(1L, (product, size) => product * size) * type.ElementSize()];
        random.NextBytes(bytes);
        return new WeightTensor(type, [.. shape], bytes);
    }
}
