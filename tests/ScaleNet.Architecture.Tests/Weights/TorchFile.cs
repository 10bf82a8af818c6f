using System.IO.Compression;
using System.Text;
using ScaleNet.Architecture.Weights;

namespace ScaleNet.Architecture.Tests.Weights;

/// <summary>Makes PyTorch files in memory and reads files from memory.</summary>
internal static class TorchFile
{
    public const string Name = "made.pth";

    /// <summary>A state dictionary of one float tensor [2, 2] that holds 1, 2, 3, 4.</summary>
    public static byte[] OneTensorPickle { get; } =
        new PickleWriter().OrderedDict().Text("w").Tensor("0", 4, 0, [2, 2], [2, 1]).Op(PickleOpcode.SetItem).Stop();

    public static byte[] FourFloats { get; } = Floats(1, 2, 3, 4);

    public static byte[] Floats(params float[] values) => WeightTensor.FromFloat32(values, values.Length).Data.ToArray();

    public static byte[] Zip(byte[] pickle, params (string Name, byte[] Bytes)[] records) =>
        ZipOf(CompressionLevel.NoCompression, [("made/data.pkl", pickle), .. records]);

    public static byte[] ZipOf(CompressionLevel level, params (string Name, byte[] Bytes)[] records)
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in records)
            {
                using var record = zip.CreateEntry(name, level).Open();
                record.Write(bytes);
            }
        }

        return stream.ToArray();
    }

    public static byte[] Legacy(byte[] pickle, string[] keys, params byte[][] storages)
    {
        byte[] magic = [10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19];
        var list = new PickleWriter().Op(PickleOpcode.EmptyList);
        foreach (var key in keys)
        {
            list.Text(key).Op(PickleOpcode.Append);
        }

        return
        [
            .. new PickleWriter().Op(PickleOpcode.Long1, magic).Stop(),
            .. new PickleWriter().Int(1001).Stop(),
            .. new PickleWriter().Op(PickleOpcode.EmptyDict).Text("little_endian").Op(PickleOpcode.NewTrue)
                .Op(PickleOpcode.SetItem).Stop(),
            .. pickle,
            .. list.Stop(),
            .. storages.SelectMany(bytes => bytes),
        ];
    }

    public static WeightFile Read(byte[] bytes, string? stateKey = null) =>
        WeightReader.Read(new WeightSource(Name, new MemoryStream(bytes)), stateKey);

    public static string Refusal(byte[] bytes, string? stateKey = null)
    {
        var message = Assert.Throws<CheckpointException>(() => Read(bytes, stateKey)).Message;
        Assert.StartsWith($"{Name}: ", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
        return message;
    }

    public static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);
}
