using System.Buffers.Binary;
using System.Text;

namespace ScaleNet.Architecture.Weights;

/// <summary>Reads a weight file of any known format; the content decides, not the extension.</summary>
public static class WeightReader
{
    private const byte PickleProtocol = 0x80;
    private const int PrefixBytes = 16;

    private static ReadOnlySpan<byte> ZipStart => "PK"u8;

    // Protocol 0 and 1 pickles have no header; what they hold begins with one of these.
    private static ReadOnlySpan<byte> OldPickleStarts => "(c]})ILXV"u8;

    /// <summary>Reads safetensors and PyTorch files.</summary>
    /// <param name="path">The file.</param>
    /// <param name="stateKey">
    /// For a PyTorch checkpoint: the key that holds the state dictionary, instead of the search that
    /// <see cref="PyTorchReader.Read(string, string?)"/> describes.
    /// </param>
    /// <exception cref="CheckpointException">The file is of another kind, damaged, or asks for what is not allowed.</exception>
    public static WeightFile Read(string path, string? stateKey = null)
    {
        using var source = WeightSource.Open(path);
        return Read(source, stateKey);
    }

    internal static WeightFile Read(WeightSource source, string? stateKey = null)
    {
        var prefix = source.Read(0, Math.Min(PrefixBytes, source.Length), "the beginning");
        if (IsSafetensors(prefix))
        {
            return SafetensorsReader.Read(source);
        }

        if (prefix.AsSpan().StartsWith(ZipStart)
            || (prefix.Length > 0 && (prefix[0] == PickleProtocol || OldPickleStarts.Contains(prefix[0]))))
        {
            return PyTorchReader.Read(source, stateKey);
        }

        throw source.Error(
            "neither a safetensors nor a PyTorch file "
                + $"(it begins with {Quoted.Text(Encoding.Latin1.GetString(prefix))}, {source.Length} bytes)",
            "Give a .safetensors, .pth or .pt file.");
    }

    // Both signs are needed: a header of 640 bytes begins like a pickle, and a pickle may have a brace at byte 8.
    private static bool IsSafetensors(ReadOnlySpan<byte> prefix) =>
        prefix.Length > SafetensorsFormat.LengthBytes && prefix[SafetensorsFormat.LengthBytes] == '{'
        && BinaryPrimitives.ReadUInt64LittleEndian(prefix) <= uint.MaxValue;
}
