using ScaleNet.Architecture.Weights;

namespace ScaleNet.Architecture.Tests.Weights;

public sealed class TorchLegacyTests
{
    private static readonly byte[] Storage = [4, 0, 0, 0, 0, 0, 0, 0, .. TorchFile.FourFloats];

    [Fact]
    public void A_state_dictionary_reads() =>
        Assert.Equal([1, 2, 3, 4], TorchFile.Read(TorchFile.Legacy(TorchFile.OneTensorPickle, ["0"], Storage)).Tensors["w"].ToFloat32());

    [Fact]
    public void A_tensor_of_the_first_rebuild_function_reads()
    {
        var pickle = new PickleWriter().OrderedDict().Text("w").Global("torch._utils", "_rebuild_tensor").Op(PickleOpcode.Mark)
            .Storage("0", 4).Int(2).Ints(2).Ints(1).Op(PickleOpcode.Tuple).Op(PickleOpcode.Reduce).Op(PickleOpcode.SetItem).Stop();

        Assert.Equal([3, 4], TorchFile.Read(TorchFile.Legacy(pickle, ["0"], Storage)).Tensors["w"].ToFloat32());
    }

    [Fact]
    public void Bytes_behind_the_last_storage_are_refused() =>
        Assert.Contains("behind", TorchFile.Refusal(TorchFile.Legacy(TorchFile.OneTensorPickle, ["0"], Storage, [0])), StringComparison.Ordinal);

    [Fact]
    public void A_storage_of_another_length_is_refused() =>
        Assert.Contains("5 elements", TorchFile.Refusal(TorchFile.Legacy(TorchFile.OneTensorPickle, ["0"], [5, .. Storage[1..]])), StringComparison.Ordinal);

    [Theory]
    [InlineData()]
    [InlineData("1")]
    [InlineData("0", "0")]
    public void A_list_of_other_storages_is_refused(params string[] keys) =>
        TorchFile.Refusal(TorchFile.Legacy(TorchFile.OneTensorPickle, keys, Storage, Storage));

    [Fact]
    public void A_bare_pickle_is_refused() =>
        Assert.Contains("bare pickle", TorchFile.Refusal(TorchFile.OneTensorPickle), StringComparison.Ordinal);
}
