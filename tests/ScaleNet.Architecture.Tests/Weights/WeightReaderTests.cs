using System.Text;
using ScaleNet.Architecture.Weights;

namespace ScaleNet.Architecture.Tests.Weights;

public sealed class WeightReaderTests
{
    [Fact]
    public void The_content_decides_not_the_extension()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("weights.pth");
        var weights = RandomWeights.Make(seed: 3);
        SafetensorsWriter.Write(path, weights);

        RandomWeights.AssertEqual(weights, WeightReader.Read(path));
    }

    [Fact]
    public void A_safetensors_header_whose_length_looks_like_a_pickle_is_read()
    {
        // 0x280 = 640 bytes of header: the file begins 80 02, as a protocol 2 pickle does.
        var header = Encoding.ASCII.GetBytes("{}".PadRight(640));

        Assert.Empty(TorchFile.Read([0x80, 2, 0, 0, 0, 0, 0, 0, .. header]).Tensors);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<!DOCTYPE html>")]
    [InlineData("version https://git-lfs.github.com/spec/v1\n")]
    [InlineData("{\"json\": true}")]
    [InlineData("PK")]
    [InlineData("PK\u0003\u0004")]
    [InlineData("cos\nsystem\n(S'id'\ntR.")]
    public void Other_files_are_refused_in_one_line(string content) => TorchFile.Refusal(TorchFile.Ascii(content));

    [Fact]
    public void A_protocol_0_pickle_is_refused_by_the_name_it_calls() =>
        Assert.Contains("os.system", TorchFile.Refusal(TorchFile.Ascii("cos\nsystem\n(S'id'\ntR.")), StringComparison.Ordinal);

    [Fact]
    public void A_missing_file_is_the_error_of_the_file_system() =>
        Assert.Throws<FileNotFoundException>(() => WeightReader.Read(Fixture.PathOf("none.pth")));
}
