using System.IO.Compression;
using ScaleNet.Architecture.Weights;

namespace ScaleNet.Architecture.Tests.Weights;

public sealed class TorchZipTests
{
    private static readonly (string, byte[]) Storage0 = ("made/data/0", TorchFile.FourFloats);

    [Fact]
    public void A_state_dictionary_reads()
    {
        var weights = TorchFile.Read(TorchFile.Zip(TorchFile.OneTensorPickle, Storage0));

        var tensor = weights.Tensors["w"];
        Assert.Equal([2, 2], tensor.Shape);
        Assert.Equal([1, 2, 3, 4], tensor.ToFloat32());
    }

    [Fact]
    public void Protocol_4_reads_with_frames_and_memo()
    {
        var pickle = new PickleWriter(4)
            .Op(PickleOpcode.Frame, new byte[8])
            .StackGlobal("collections", "OrderedDict").Op(PickleOpcode.EmptyTuple).Op(PickleOpcode.Reduce).Op(PickleOpcode.Memoize)
            .Op(PickleOpcode.ShortBinUnicode, 1, (byte)'w').Tensor("0", 4, 1, [3], [1]).Op(PickleOpcode.SetItem)
            .Op(PickleOpcode.Pop).Op(PickleOpcode.BinGet, 0).Stop();

        Assert.Equal([2, 3, 4], TorchFile.Read(TorchFile.Zip(pickle, Storage0)).Tensors["w"].ToFloat32());
    }

    [Fact]
    public void Parameters_and_the_attributes_of_a_state_dictionary_read()
    {
        var pickle = new PickleWriter().OrderedDict().Text("w")
            .Global("torch._utils", "_rebuild_parameter").Op(PickleOpcode.Mark).Tensor("0", 4, 0, [4], [1])
            .Op(PickleOpcode.NewTrue).OrderedDict().Op(PickleOpcode.Tuple).Op(PickleOpcode.Reduce).Op(PickleOpcode.SetItem)
            .Op(PickleOpcode.EmptyDict).Text("_metadata").OrderedDict().Op(PickleOpcode.SetItem).Op(PickleOpcode.Build).Stop();

        Assert.Equal([1, 2, 3, 4], TorchFile.Read(TorchFile.Zip(pickle, Storage0)).Tensors["w"].ToFloat32());
    }

    [Fact]
    public void Bfloat16_reads()
    {
        var pickle = new PickleWriter().OrderedDict().Text("w").Tensor("0", 2, 0, [2], [1], "BFloat16Storage")
            .Op(PickleOpcode.SetItem).Stop();

        var tensor = TorchFile.Read(TorchFile.Zip(pickle, ("made/data/0", [0xc0, 0x3f, 0x20, 0xc0]))).Tensors["w"];

        Assert.Equal(ElementType.BFloat16, tensor.ElementType);
        Assert.Equal([1.5f, -2.5f], tensor.ToFloat32());
    }

    [Theory]
    [InlineData("state_dict", null)]
    [InlineData("model_state_dict", null)]
    [InlineData("model", null)]
    [InlineData("state_dict_ema", null)]
    [InlineData("weights of mine", "weights of mine")]
    public void A_nested_state_dictionary_is_found(string key, string? stateKey)
    {
        Assert.Equal(["w"], TorchFile.Read(TorchFile.Zip(Nested(key), Storage0), stateKey).Tensors.Keys);
    }

    [Theory]
    [InlineData("weights of mine", null)]
    [InlineData("state_dict", "model")]
    public void A_nested_state_dictionary_that_is_not_found_is_refused_with_the_keys_there_are(string key, string? stateKey) =>
        Assert.Contains($"keys: epoch, {key}", TorchFile.Refusal(TorchFile.Zip(Nested(key), Storage0), stateKey), StringComparison.Ordinal);

    [Theory]
    [InlineData("module.a", "module.b", "a", "b")]
    [InlineData("module.a", "b", "module.a", "b")]
    public void A_module_prefix_is_removed_if_all_keys_have_it(string first, string second, string firstRead, string secondRead)
    {
        var pickle = new PickleWriter().OrderedDict()
            .Text(first).Tensor("0", 4, 0, [4], [1]).Op(PickleOpcode.SetItem)
            .Text(second).Tensor("0", 4, 0, [2], [2]).Op(PickleOpcode.SetItem).Stop();

        Assert.Equal([firstRead, secondRead], TorchFile.Read(TorchFile.Zip(pickle, Storage0)).Tensors.Keys);
    }

    [Fact]
    public void A_value_that_is_no_tensor_is_refused_by_its_key()
    {
        var pickle = new PickleWriter().OrderedDict().Text("w").Tensor("0", 4, 0, [4], [1]).Op(PickleOpcode.SetItem)
            .Text("extra").Int(1).Op(PickleOpcode.SetItem).Stop();

        Assert.Contains("'extra' has type int", TorchFile.Refusal(TorchFile.Zip(pickle, Storage0)), StringComparison.Ordinal);
    }

    [Fact]
    public void Little_endian_files_read_and_big_endian_ones_are_refused()
    {
        var little = TorchFile.Zip(TorchFile.OneTensorPickle, Storage0, ("made/byteorder", TorchFile.Ascii("little")));
        var big = TorchFile.Zip(TorchFile.OneTensorPickle, Storage0, ("made/byteorder", TorchFile.Ascii("big")));

        Assert.Single(TorchFile.Read(little).Tensors);
        Assert.Contains("'big'", TorchFile.Refusal(big), StringComparison.Ordinal);
    }

    [Fact]
    public void Compressed_entries_read()
    {
        var zip = TorchFile.ZipOf(CompressionLevel.Optimal, ("x/data.pkl", TorchFile.OneTensorPickle), ("x/data/0", TorchFile.FourFloats));

        Assert.Equal([1, 2, 3, 4], TorchFile.Read(zip).Tensors["w"].ToFloat32());
    }

    [Fact]
    public void An_entry_that_inflates_beyond_the_limit_is_refused()
    {
        const int Elements = 100 << 20;
        var pickle = new PickleWriter().OrderedDict().Text("w").Tensor("0", Elements, 0, [Elements], [1], "ByteStorage")
            .Op(PickleOpcode.SetItem).Stop();
        var zip = TorchFile.ZipOf(CompressionLevel.Fastest, ("x/data.pkl", pickle), ("x/data/0", new byte[Elements]));

        Assert.Contains("of memory", TorchFile.Refusal(zip), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no pickle", "a/other.pkl", "a/data/0")]
    [InlineData("two pickles", "a/data.pkl", "b/data.pkl")]
    [InlineData("a pickle without a folder", "data.pkl", "data/0")]
    [InlineData("a name twice", "a/data.pkl", "a/data.pkl")]
    public void An_archive_of_other_contents_is_refused(string what, string first, string second)
    {
        Assert.NotNull(what);
        TorchFile.Refusal(TorchFile.ZipOf(CompressionLevel.NoCompression, (first, TorchFile.OneTensorPickle), (second, TorchFile.FourFloats)));
    }

    [Fact]
    public void An_entry_that_inflates_to_more_than_it_declares_is_refused()
    {
        var zip = TorchFile.ZipOf(
            CompressionLevel.Optimal, ("x/data.pkl", TorchFile.OneTensorPickle), ("x/data/0", new byte[1 << 20]));
        byte[] length = [0, 0, 0x10, 0];
        var inDirectory = zip.AsSpan().LastIndexOf(length);
        zip[inDirectory] = 16;
        zip[inDirectory + 2] = 0;

        Assert.Contains("does not unpack to the 16 bytes", TorchFile.Refusal(zip), StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_byte_of_data_is_found_by_the_checksum()
    {
        var zip = TorchFile.Zip(TorchFile.OneTensorPickle, Storage0);
        zip[zip.AsSpan().IndexOf(TorchFile.FourFloats)] ^= 1;

        Assert.Contains("checksum", TorchFile.Refusal(zip), StringComparison.Ordinal);
    }

    private static byte[] Nested(string key) => new PickleWriter().Op(PickleOpcode.EmptyDict)
        .Text("epoch").Int(3).Op(PickleOpcode.SetItem)
        .Text(key).OrderedDict().Text("w").Tensor("0", 4, 0, [4], [1]).Op(PickleOpcode.SetItem).Op(PickleOpcode.SetItem).Stop();
}
