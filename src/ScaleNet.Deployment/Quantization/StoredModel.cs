using System.Globalization;
using Google.Protobuf;
using Onnx;
using ScaleNet.Deployment.Inference;

namespace ScaleNet.Deployment.Quantization;

/// <summary>Reads a model with all its tensors, wherever they are kept.</summary>
internal static class StoredModel
{
    /// <summary>The model as a message; every tensor is in it.</summary>
    /// <exception cref="InferenceException">It cannot be read, is no model, or must not be run.</exception>
    public static ModelProto Read(string path)
    {
        try
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            var bytes = File.ReadAllBytes(path);
            var inspection = ModelInspection.Of(bytes, folder, path);
            var model = ModelProto.Parser.ParseFrom(bytes);
            if (inspection.HasExternalTensors)
            {
                Load(model.Graph, folder);
            }

            return model;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new InferenceException($"{path}: cannot be read ({problem.Message}). Check the path and its rights.", problem);
        }
    }

    private static void Load(GraphProto graph, string folder)
    {
        foreach (var tensor in graph.Initializer.Where(tensor => tensor.ExternalData.Count > 0))
        {
            using var file = File.OpenRead(Path.Combine(folder, Entry(tensor, "location")!));
            file.Position = Number(tensor, "offset", otherwise: 0);
            var bytes = new byte[Number(tensor, "length", otherwise: file.Length - file.Position)];
            file.ReadExactly(bytes);
            tensor.RawData = UnsafeByteOperations.UnsafeWrap(bytes);
            tensor.ExternalData.Clear();
            tensor.DataLocation = TensorProto.Types.DataLocation.Default;
        }
    }

    private static long Number(TensorProto tensor, string key, long otherwise) =>
        Entry(tensor, key) is { } text ? long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : otherwise;

    private static string? Entry(TensorProto tensor, string key) => tensor.ExternalData.LastOrDefault(entry => entry.Key == key)?.Value;
}
