using System.Collections.Immutable;
using ScaleNet.Architecture.Weights;

namespace ScaleNet.Architecture.Tests.Weights;

public sealed class StrictKeysTests
{
    [Fact]
    public void The_same_keys_and_shapes_in_another_order_pass() =>
        StrictKeys.Require("w.pth", [("b", [3]), ("a", [1, 2])], Found(("a", [1, 2]), ("b", [3])));

    [Fact]
    public void All_differences_are_in_one_message()
    {
        var error = Assert.Throws<CheckpointException>(() => StrictKeys.Require(
            "w.pth", [("a", [3]), ("b", [1, 2]), ("c", [])], Found(("b", [2, 1]), ("d", [1]), ("c", []))));

        Assert.Equal(
            "w.pth: the weights are not those of this network (1 missing: a; 1 unexpected: d; "
                + "1 mis-shaped: b got [2, 1], expected [1, 2]). Use the network that the file was saved from.",
            error.Message);
    }

    [Fact]
    public void Long_lists_are_cut_after_ten()
    {
        var expected = Enumerable.Range(0, 52).Select(i => ($"k{i}", ImmutableArray.Create(1L))).ToList();

        var error = Assert.Throws<CheckpointException>(() => StrictKeys.Require("w.pth", expected, Found()));

        Assert.Contains("52 missing: k0, k1, k2, k3, k4, k5, k6, k7, k8, k9 and 42 more;", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_from_before_the_batch_counters_may_lack_them_all() =>
        StrictKeys.Require("w.pth", [("bn.weight", [1]), ("bn.num_batches_tracked", [])], Found(("bn.weight", [1])));

    [Fact]
    public void A_file_with_some_batch_counters_must_have_all()
    {
        var error = Assert.Throws<CheckpointException>(() => StrictKeys.Require(
            "w.pth", [("a.num_batches_tracked", []), ("b.num_batches_tracked", [])], Found(("a.num_batches_tracked", []))));

        Assert.Contains("1 missing: b.num_batches_tracked", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scalar_is_not_a_vector_of_one() =>
        Assert.Throws<CheckpointException>(() => StrictKeys.Require("w.pth", [("a", [])], Found(("a", [1]))));

    private static WeightFile Found(params (string Key, long[] Shape)[] entries) =>
        new(entries.Select(entry => KeyValuePair.Create(entry.Key, WeightTensor.FromFloat32(
            new float[entry.Shape.Aggregate(1L, (product, size) => product * size)], entry.Shape))));
}
