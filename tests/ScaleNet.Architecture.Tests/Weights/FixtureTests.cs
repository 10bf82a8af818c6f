using System.Runtime.InteropServices;
using System.Text.Json;
using ScaleNet.Architecture.Weights;

namespace ScaleNet.Architecture.Tests.Weights;

public sealed class FixtureTests
{
    private const double SumTolerance = 1e-9; // both sides add in double precision, in the same order

    [Theory]
    [InlineData("tiny_zip.pth")]
    [InlineData("tiny_legacy.pth")]
    [InlineData("tiny_half.pth")]
    [InlineData("tiny_checkpoint.pth")]
    [InlineData("odd_zip.pth")]
    [InlineData("odd_legacy.pth")]
    public void A_file_of_PyTorch_reads_as_its_manifest_says(string name)
    {
        var weights = WeightReader.Read(Fixture.PathOf(name));

        var entries = Fixture.Manifest(name).GetProperty("entries").EnumerateArray().ToList();
        Assert.Equal(entries.Select(Key), weights.Tensors.Keys);
        Assert.All(entries, entry => AssertMatches(entry, weights.Tensors[Key(entry)]));
    }

    [Fact]
    public void Numbers_beside_the_state_dictionary_are_metadata()
    {
        var weights = PyTorchReader.Read(Fixture.PathOf("tiny_checkpoint.pth"), "state_dict");

        Assert.Equal("3", weights.Metadata["epoch"]);
        Assert.Equal("0.5", weights.Metadata["best_acc"]);
    }

    [Theory]
    [InlineData("odd_zip.pth")]
    [InlineData("odd_legacy.pth")]
    public void Tensors_that_share_a_storage_share_its_bytes(string name)
    {
        var tensors = WeightReader.Read(Fixture.PathOf(name)).Tensors;

        Assert.True(MemoryMarshal.TryGetArray(tensors["shared_a"].Data, out var first));
        Assert.True(MemoryMarshal.TryGetArray(tensors["shared_b"].Data, out var second));
        Assert.Same(first.Array, second.Array);
        Assert.Equal(10 * sizeof(float), second.Offset);
    }

    [Theory]
    [InlineData("hostile_zip.pth", "posix.system")]
    [InlineData("hostile_raw.pkl", "os.system")]
    [InlineData("truncated_zip.pth", "no central directory")]
    [InlineData("truncated_legacy.pth", "data end early")]
    public void A_hostile_or_truncated_file_is_refused_by_what_is_wrong(string name, string reason)
    {
        var path = Fixture.PathOf(name);

        var error = Assert.Throws<CheckpointException>(() => WeightReader.Read(path));

        Assert.StartsWith(path + ": ", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists("/tmp/pwned"));
    }

    private static string Key(JsonElement entry)
    {
        const string Prefix = "module.";
        var key = entry.GetProperty("key").GetString()!;
        return key.StartsWith(Prefix, StringComparison.Ordinal) ? key[Prefix.Length..] : key;
    }

    private static void AssertMatches(JsonElement entry, WeightTensor tensor)
    {
        Assert.Equal(entry.GetProperty("dtype").GetString(), tensor.ElementType.ToString(), ignoreCase: true);
        Assert.Equal(entry.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()), tensor.Shape);
        var values = tensor.ToFloat64();
        Assert.Equal(entry.GetProperty("sum").GetDouble(), values.Sum(), SumTolerance);
        Assert.Equal(entry.GetProperty("first5").EnumerateArray().Select(value => value.GetDouble()), values.Take(5));
    }
}
