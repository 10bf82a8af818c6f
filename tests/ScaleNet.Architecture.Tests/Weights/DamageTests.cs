using ScaleNet.Architecture.Weights;

namespace ScaleNet.Architecture.Tests.Weights;

/// <summary>Random damage: the only allowed outcomes are a refusal and a correct read.</summary>
public sealed class DamageTests
{
    private const int Truncations = 300;
    private const int BitFlips = 500;
    private const int Seed = 20240229;

    public static TheoryData<string> Files =>
        ["tiny_zip.pth", "tiny_legacy.pth", "tiny_half.pth", "tiny_checkpoint.pth", "odd_zip.pth", "odd_legacy.pth", "hostile_zip.pth", "hostile_raw.pkl", Safetensors];

    public static TheoryData<string> SmallFiles => ["odd_zip.pth", "odd_legacy.pth", "hostile_zip.pth", "hostile_raw.pkl", Safetensors];

    private static string Safetensors => "safetensors";

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_cut_anywhere_is_refused(string name)
    {
        var bytes = BytesOf(name);
        var random = new Random(Seed);

        for (var i = 0; i < Truncations; i++)
        {
            TorchFile.Refusal(bytes[..random.Next(bytes.Length)]);
        }
    }

    [Theory]
    [MemberData(nameof(SmallFiles))]
    public void A_flipped_bit_never_causes_another_exception(string name)
    {
        var bytes = BytesOf(name);
        var random = new Random(Seed);

        for (var i = 0; i < BitFlips; i++)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            Assert.True(Record.Exception(() => TorchFile.Read(damaged)) is null or CheckpointException, $"flip {i}");
        }
    }

    [Fact]
    public void A_flipped_bit_in_a_zip_container_never_changes_what_is_read()
    {
        var bytes = BytesOf("odd_zip.pth");
        var whole = TorchFile.Read(bytes);
        for (var position = 0; position < bytes.Length; position++)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[position] ^= (byte)(1 << (position % 8));
            if (Record.Exception(() => RandomWeights.AssertEqual(whole, TorchFile.Read(damaged))) is { } error)
            {
                Assert.IsType<CheckpointException>(error);
            }
        }
    }

    [Fact]
    public void Noise_in_a_pickle_never_causes_another_exception()
    {
        var random = new Random(Seed);
        for (var i = 0; i < BitFlips; i++)
        {
            var pickle = (byte[])TorchFile.OneTensorPickle.Clone();
            for (var change = 0; change < 3; change++)
            {
                pickle[random.Next(pickle.Length)] = (byte)random.Next(256);
            }

            var zip = TorchFile.Zip(pickle, ("made/data/0", TorchFile.FourFloats));
            Assert.True(Record.Exception(() => TorchFile.Read(zip)) is null or CheckpointException, $"noise {i}");
        }
    }

    private static byte[] BytesOf(string name)
    {
        if (name != Safetensors)
        {
            return Fixture.Bytes(name);
        }

        var stream = new MemoryStream();
        SafetensorsWriter.Write(stream, RandomWeights.Make(seed: 4));
        return stream.ToArray();
    }
}
