using ScaleNet.Architecture.Weights;

namespace ScaleNet.Architecture.Tests.Weights;

/// <summary>Writes tensors as PyTorch would: a zip file with a pickled state dictionary.</summary>
internal static class PublishedFile
{
    public static void Write(string path, WeightFile weights)
    {
        var pickle = new PickleWriter().OrderedDict();
        var records = new List<(string, byte[])>();
        foreach (var (key, tensor) in weights.Tensors)
        {
            var name = $"{records.Count}";
            var type = tensor.ElementType == ElementType.Int64 ? "LongStorage" : "FloatStorage";
            pickle.Text(key)
                .Tensor(name, tensor.ElementCount, 0, [.. tensor.Shape], Strides([.. tensor.Shape]), type)
                .Op(PickleOpcode.SetItem);
            records.Add(($"made/data/{name}", tensor.Data.ToArray()));
        }

        File.WriteAllBytes(path, TorchFile.Zip(pickle.Stop(), [.. records]));
    }

    private static long[] Strides(long[] shape)
    {
        var strides = new long[shape.Length];
        var stride = 1L;
        for (var axis = shape.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= shape[axis];
        }

        return strides;
    }
}
