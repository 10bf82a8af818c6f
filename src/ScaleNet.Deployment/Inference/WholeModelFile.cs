using Google.Protobuf;
using Onnx;

namespace ScaleNet.Deployment.Inference;

/// <summary>Reads a model with its tensors into memory, so that its files may change while it is used.</summary>
internal static class WholeModelFile
{
    private const long Longest = int.MaxValue; // of one message

    /// <summary>What a file holds, with the tensors of the files beside it put into it.</summary>
    /// <exception cref="InferenceException">It cannot be read, is no model, or must not be run.</exception>
    public static byte[] Read(string path)
    {
        var (bytes, proto) = ReadBoth(path);
        return proto is null ? bytes
            : proto.CalculateSize() is > 0 and < (int)Longest ? proto.ToByteArray()
            : throw new InferenceException($"{path}: with its tensors longer than {Longest} bytes, more than one message may have. Use a smaller model.");
    }

    /// <summary>The same as a message, which may be of any length.</summary>
    /// <exception cref="InferenceException">It cannot be read, is no model, or must not be run.</exception>
    public static ModelProto ReadMessage(string path)
    {
        var (bytes, proto) = ReadBoth(path);
        return proto ?? ModelProto.Parser.ParseFrom(bytes);
    }

    // The message only where tensors had to be put into it.
    private static (byte[] Bytes, ModelProto? Whole) ReadBoth(string path)
    {
        try
        {
            CheckContent(path);
            var model = File.ReadAllBytes(path);
            var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            return (model, ModelInspection.Of(model, folder, path).HasExternalTensors ? WithTensors(model, folder, path) : null);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new InferenceException($"{path}: cannot be read ({problem.Message}). Check the path and its rights.", problem);
        }
    }

    // Of pipes and devices too the length is zero: reading one would never end.
    private static void CheckContent(string path)
    {
        if (new FileInfo(RealPath.Of(path)) is { Exists: true, Length: 0 })
        {
            throw new InferenceException($"{path}: not an ONNX model (it is empty, or a pipe or device instead of a file). Put the model there.");
        }
    }

    private static ModelProto WithTensors(byte[] model, string folder, string path)
    {
        var proto = ModelProto.Parser.ParseFrom(model);
        foreach (var tensor in new ModelBody(proto.Graph).Tensors().Where(tensor => tensor.ExternalData.Count > 0))
        {
            tensor.RawData = ReadPart(ExternalTensors.PlaceOf(tensor, folder, path));
            tensor.ExternalData.Clear();
            tensor.DataLocation = TensorProto.Types.DataLocation.Default;
        }

        return proto;
    }

    private static ByteString ReadPart(ExternalPlace place)
    {
        if (place.Length == 0)
        {
            return ByteString.Empty; // nothing to wait for where it is a pipe
        }

        using var file = File.OpenRead(place.File);
        file.Position = place.Offset;
        var values = new byte[place.Length];
        file.ReadExactly(values);
        return UnsafeByteOperations.UnsafeWrap(values);
    }
}
