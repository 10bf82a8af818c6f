using System.Buffers.Binary;
using System.Text;
using FsCheck.Xunit;
using ScaleNet.Architecture.Weights;

namespace ScaleNet.Architecture.Tests.Weights;

public sealed class SafetensorsRoundTripTests
{
    [Property(MaxTest = 200)]
    public void Any_tensors_read_as_they_were_written(int seed)
    {
        var written = RandomWeights.Make(seed);

        var stream = new MemoryStream();
        SafetensorsWriter.Write(stream, written);
        var read = SafetensorsReader.Read(stream);

        RandomWeights.AssertEqual(written, read);
    }

    [Fact]
    public void The_bytes_are_those_of_the_format()
    {
        var weights = new WeightFile([KeyValuePair.Create("w", WeightTensor.FromFloat32([1, -2], 1, 2))],
            new Dictionary<string, string> { ["format"] = "pt" });

        var stream = new MemoryStream();
        SafetensorsWriter.Write(stream, weights);

        const string Header =
            """{"__metadata__":{"format":"pt"},"w":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]}}""";
        byte[] expected = [88, 0, 0, 0, 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(Header.PadRight(88)), 0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0];
        Assert.Equal(expected, stream.ToArray());
    }

    [Property(MaxTest = 50)]
    public void Every_tensor_is_aligned_to_its_elements(int seed)
    {
        var stream = new MemoryStream();
        SafetensorsWriter.Write(stream, RandomWeights.Make(seed));

        var bytes = stream.ToArray();
        var headerBytes = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        var header = SafetensorsHeader.Parse(new WeightSource("test", stream), bytes.AsMemory(sizeof(long), headerBytes));
        Assert.All(header.Entries, entry => Assert.Equal(0, (sizeof(long) + headerBytes + entry.Begin) % entry.Type.ElementSize()));
    }

    [Fact]
    public void A_file_replaces_a_longer_one()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("w.safetensors");
        File.WriteAllBytes(path, new byte[10_000]);
        var weights = RandomWeights.Make(seed: 7);

        SafetensorsWriter.Write(path, weights);

        RandomWeights.AssertEqual(weights, SafetensorsReader.Read(path));
        Assert.Equal([path], folder.Files());
    }

    [Fact]
    public void The_key_of_the_metadata_is_no_tensor_name() =>
        Assert.Throws<ArgumentException>(() => SafetensorsWriter.Write(
            new MemoryStream(), new WeightFile([KeyValuePair.Create("__metadata__", WeightTensor.FromFloat32([1]))])));

    [Fact]
    public void Keys_of_any_script_are_kept()
    {
        var weights = new WeightFile([KeyValuePair.Create("\"Gewicht\"\n\u00e9\u4e2d\U0001f600", WeightTensor.FromInt64([long.MinValue]))]);

        var stream = new MemoryStream();
        SafetensorsWriter.Write(stream, weights);

        RandomWeights.AssertEqual(weights, SafetensorsReader.Read(stream));
    }
}
