using System.Globalization;
using Onnx;

namespace ScaleNet.Deployment.Inference;

/// <summary>Checks where a model keeps tensors outside its own file: it must not make us read anything else of the machine.</summary>
internal static class ExternalTensors
{
    private const string Location = "location";
    private const string Offset = "offset";
    private const string Length = "length";

    // ONNX Runtime takes this place for an address in memory.
    private const string MemoryMark = "_ORT_MEM_ADDR_";

    /// <summary>Whether there are any.</summary>
    /// <exception cref="InferenceException">One is not inside the folder of the model, or its file is too short.</exception>
    public static bool Check(IEnumerable<TensorProto> tensors, string? folder, string source)
    {
        var found = false;
        foreach (var tensor in tensors.Where(tensor =>
            tensor.DataLocation == TensorProto.Types.DataLocation.External || tensor.ExternalData.Count > 0))
        {
            found = true;
            CheckOne(tensor, folder, source);
        }

        return found;
    }

    /// <summary>Where a checked tensor is.</summary>
    public static ExternalPlace PlaceOf(TensorProto tensor, string folder, string source)
    {
        var file = RealPath.Of(Path.Combine(RealPath.Of(folder), Entry(tensor, Location)!));
        var offset = Number(tensor, Offset, source);
        return new ExternalPlace(file, offset, Entry(tensor, Length) is null ? new FileInfo(file).Length - offset : Number(tensor, Length, source));
    }

    private static void CheckOne(TensorProto tensor, string? folder, string source)
    {
        var location = Entry(tensor, Location) ?? "";
        if (folder is null || !IsPlain(location))
        {
            throw Refuse(tensor, location, source);
        }

        var realFolder = RealPath.Of(folder);
        var file = RealPath.Of(Path.Combine(realFolder, location));
        if (!file.StartsWith(Path.TrimEndingDirectorySeparator(realFolder) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw Refuse(tensor, location, source);
        }

        var info = new FileInfo(file);
        if (!info.Exists)
        {
            throw new InferenceException($"{source}: its tensors are in '{location}', which is not there. Put that file beside the model.");
        }

        if (Number(tensor, Offset, source) is var offset && (ulong)offset + (ulong)Number(tensor, Length, source) > (ulong)info.Length)
        {
            throw new InferenceException(FormattableString.Invariant(
                $"{source}: tensor '{tensor.Name}' ends behind the end of '{location}' ({info.Length} bytes). Copy that file again."));
        }
    }

    private static bool IsPlain(string location) =>
        location.Length > 0 && !Path.IsPathRooted(location) && !location.Any(char.IsControl)
        && !location.Contains(MemoryMark, StringComparison.Ordinal)
        && !location.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar).Contains("..");

    private static InferenceException Refuse(TensorProto tensor, string location, string source) => new(
        $"{source}: tensor '{tensor.Name}' is kept in '{location}', expected a file in the folder of the model, without links out of it. "
        + "Put it there, or do not use this model.");

    private static long Number(TensorProto tensor, string key, string source) => Entry(tensor, key) switch
    {
        null => 0,
        { } text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) => value,
        { } text => throw new InferenceException(
            $"{source}: tensor '{tensor.Name}' has the {key} '{text}', expected a whole number. Do not use this model."),
    };

    private static string? Entry(TensorProto tensor, string key) =>
        tensor.ExternalData.LastOrDefault(entry => entry.Key == key)?.Value;
}
