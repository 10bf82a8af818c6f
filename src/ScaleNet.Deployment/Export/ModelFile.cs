using System.Globalization;
using Google.Protobuf;
using Onnx;
using ScaleNet.Architecture.Weights;

namespace ScaleNet.Deployment.Export;

/// <summary>Writes a model to disk, its tensors inside or in a file of their own.</summary>
internal static class ModelFile
{
    private const string DataSuffix = ".data";

    // ONNX advises a multiple of the page size, so that a tensor can be mapped into memory.
    private const int Alignment = 4096;

    // Smaller tensors stay in the model: readers want the factors of a resizing, say, before they open any other file.
    private const int SmallestMoved = 1024;

    /// <summary>The file that large tensors go to.</summary>
    public static string DataPath(string path) => path + DataSuffix;

    /// <summary>Bytes of all tensors.</summary>
    public static long TensorBytes(ModelProto model) => model.Graph.Initializer.Sum(tensor => (long)tensor.RawData.Length);

    /// <summary>The model in memory.</summary>
    /// <exception cref="ExportException">Its tensors are too large for that.</exception>
    public static byte[] ToBytes(ModelProto model, string name, long externalDataAbove)
    {
        var bytes = TensorBytes(model);
        return bytes <= externalDataAbove
            ? model.ToByteArray()
            : throw new ExportException(FormattableString.Invariant(
                $"{name}: got {bytes} bytes of tensors, expected at most {externalDataAbove} in memory. Write a file."));
    }

    /// <summary>Refuses to replace a file.</summary>
    /// <exception cref="ExportException">There is one, and it must not be replaced; or there is no place for one.</exception>
    public static void RequireFree(string path, bool overwrite)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
        {
            throw new ExportException($"{path}: there is no folder {folder}. Make it first.");
        }

        foreach (var target in new[] { path, DataPath(path) })
        {
            if (Directory.Exists(target))
            {
                throw new ExportException($"{target}: is a folder, expected a file or nothing. Choose another name.");
            }

            if (!overwrite && File.Exists(target))
            {
                throw new ExportException($"{target}: exists already. Choose another name, or overwrite it (--overwrite).");
            }
        }
    }

    /// <summary>Refuses to write a model over the one that it is made of.</summary>
    /// <exception cref="ExportException">They are the same file.</exception>
    public static void RequireOther(string path, string source)
    {
        if (Path.GetFullPath(path) == Path.GetFullPath(source))
        {
            throw new ExportException($"{path}: is the model that is read, expected another file. Choose another name.");
        }
    }

    /// <summary>Bytes of a model's file and of the one beside it.</summary>
    public static long BytesOf(string path) =>
        new[] { path, DataPath(path) }.Select(file => new FileInfo(file)).Where(file => file.Exists).Sum(file => file.Length);

    /// <summary>Writes the files; at every moment a model that can be seen has its own tensors.</summary>
    public static ExportedFile Write(ModelProto model, string path, long externalDataAbove, bool overwrite)
    {
        RequireFree(path, overwrite);
        var dataPath = DataPath(path);
        if (TensorBytes(model) <= externalDataAbove)
        {
            AtomicFile.Write(path, model.WriteTo);
            File.Delete(dataPath); // of the model that was replaced
            return new ExportedFile(path, new FileInfo(path).Length, null, 0);
        }

        var tensors = MoveOut(model, Path.GetFileName(dataPath));
        AtomicFile.Write(path, modelStream =>
        {
            model.WriteTo(modelStream);
            AtomicFile.Write(dataPath, dataStream =>
            {
                WriteTensors(tensors, dataStream);
                // Both files are complete under temporary names; between the two renames there is no model rather than a wrong one.
                File.Delete(path);
            });
        });
        return new ExportedFile(path, new FileInfo(path).Length, dataPath, new FileInfo(dataPath).Length);
    }

    private static List<ByteString> MoveOut(ModelProto model, string dataFile)
    {
        var moved = new List<ByteString>();
        long offset = 0;
        foreach (var tensor in model.Graph.Initializer.Where(tensor => tensor.RawData.Length >= SmallestMoved))
        {
            moved.Add(tensor.RawData);
            Add(tensor, "location", dataFile);
            Add(tensor, "offset", offset.ToString(CultureInfo.InvariantCulture));
            Add(tensor, "length", tensor.RawData.Length.ToString(CultureInfo.InvariantCulture));
            offset = Aligned(offset + tensor.RawData.Length);
            tensor.DataLocation = TensorProto.Types.DataLocation.External;
            tensor.RawData = ByteString.Empty;
        }

        return moved;

        static void Add(TensorProto tensor, string key, string value) =>
            tensor.ExternalData.Add(new StringStringEntryProto { Key = key, Value = value });
    }

    private static void WriteTensors(List<ByteString> tensors, Stream stream)
    {
        long offset = 0;
        foreach (var tensor in tensors)
        {
            stream.Write(new byte[Aligned(offset) - offset]);
            stream.Write(tensor.Span);
            offset = Aligned(offset) + tensor.Length;
        }
    }

    private static long Aligned(long offset) => (offset + Alignment - 1) / Alignment * Alignment;
}
