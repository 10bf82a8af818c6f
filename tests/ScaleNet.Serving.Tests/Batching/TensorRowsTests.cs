using FsCheck;
using FsCheck.Xunit;
using ScaleNet.Deployment.Inference;
using ScaleNet.Serving.Batching;

namespace ScaleNet.Serving.Tests.Batching;

/// <summary>Rows that are put together and taken apart again.</summary>
public sealed class TensorRowsTests
{
    private const int Columns = 3;

    [Property]
    public void What_is_put_together_and_taken_apart_is_what_it_was_whatever_the_memory_held_before(NonEmptyArray<PositiveInt>[] batches)
    {
        var memory = new BatchMemory();
        foreach (var rows in batches.Select(batch => batch.Get.Select(count => (long)(count.Get % 50) + 1).ToArray()))
        {
            var requests = rows.Select((count, seed) => new[] { Tensor("a", count, seed), Tensor("b", count, seed + 100) }).ToArray();

            var parts = TensorRows.Split(TensorRows.Join(requests, memory), rows);

            Assert.Equal(requests.Length, parts.Count);
            Assert.All(requests.Zip(parts), pair => Assert.All(pair.First.Zip(pair.Second), tensors =>
            {
                Assert.Equal(tensors.First.Name, tensors.Second.Name);
                Assert.Equal(tensors.First.Shape, tensors.Second.Shape);
                Assert.Equal(tensors.First.Data.ToArray(), tensors.Second.Data.ToArray());
            }));
        }
    }

    [Fact]
    public void Batches_of_a_thread_take_the_same_memory()
    {
        var memory = new BatchMemory();
        HostTensor[][] requests = [[Tensor("a", 100_000, 1)], [Tensor("a", 100_000, 2)]];
        TensorRows.Join(requests, memory);

        var before = GC.GetAllocatedBytesForCurrentThread();
        TensorRows.Join(requests, memory);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000);
    }

    [Fact]
    public void What_is_very_long_is_not_kept()
    {
        const int length = (64 << 20) + 1;
        var memory = new BatchMemory();

        Assert.False(memory.Of(0, length).Equals(memory.Of(0, length)));
        Assert.True(memory.Of(0, 100).Equals(memory.Of(0, 100)));
        Assert.False(memory.Of(1, 100).Equals(memory.Of(0, 100)));
    }

    private static HostTensor Tensor(string name, long rows, int seed) => new(
        name, TensorElement.UInt8, [rows, Columns], Enumerable.Range(0, (int)rows * Columns).Select(at => (byte)((at * 7) + seed)).ToArray());
}
