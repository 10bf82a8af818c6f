using System.Buffers;
using ScaleNet.Serving.Http;

namespace ScaleNet.Serving.Tests.Http;

/// <summary>The memory through which the server receives: large blocks, but not for everybody at once.</summary>
public sealed class TransferBlocksTests
{
    private const int Large = 64 << 10;
    private const int Small = 4 << 10;
    private const int MostLarge = 256;

    [Fact]
    public void Blocks_are_large_while_few_are_lent_and_small_beyond()
    {
        using var pool = new TransferBlocks();
        var lent = Enumerable.Range(0, MostLarge + 2).Select(_ => pool.Rent(Small)).ToArray();

        Assert.All(lent[..MostLarge], block => Assert.Equal(Large, block.Memory.Length));
        Assert.All(lent[MostLarge..], block => Assert.Equal(Small, block.Memory.Length));

        lent[0].Dispose();
        using var next = pool.Rent(Small);
        Assert.Equal(Large, next.Memory.Length);
        Assert.All(lent[1..], block => block.Dispose());
    }

    [Fact]
    public void A_block_comes_back_once()
    {
        using var pool = new TransferBlocks();
        var block = pool.Rent();
        block.Dispose();
        block.Dispose();

        var lent = Enumerable.Range(0, MostLarge + 1).Select(_ => pool.Rent(Small)).ToArray();

        Assert.Throws<ObjectDisposedException>(() => block.Memory);
        Assert.Equal(MostLarge, lent.Count(other => other.Memory.Length == Large));
        Assert.All(lent, other => other.Dispose());
    }

    [Fact]
    public void A_block_that_is_too_short_is_not_given()
    {
        using var pool = new TransferBlocks();

        Assert.Throws<ArgumentOutOfRangeException>(() => pool.Rent(Large + 1));
    }
}
