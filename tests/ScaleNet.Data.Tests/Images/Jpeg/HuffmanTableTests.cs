using ScaleNet.Data.Images.Jpeg;

namespace ScaleNet.Data.Tests.Images.Jpeg;

public sealed class HuffmanTableTests
{
    [Fact]
    public void Codes_of_every_length_are_found()
    {
        // One code of each length: 0, 10, 110, ... up to fifteen ones and a zero.
        byte[] definition = [.. Enumerable.Repeat((byte)1, 16), .. Enumerable.Range(0, 16).Select(i => (byte)((i << 4) | (15 - i)))];
        var table = new HuffmanTable();

        Assert.True(table.TrySet(definition, out int length));

        Assert.Equal(definition.Length, length);
        for (int i = 0; i < 16; i++)
        {
            ulong bits = ~(ulong.MaxValue >> i);
            uint entry = table.Entries[(int)(bits >> (64 - HuffmanTable.LookBits))];
            entry = entry != 0 ? entry : table.Find(bits);
            Assert.Equal(((uint)i << 24) | ((uint)(15 - i) << 16) | ((uint)(i + 1) << 8) | 16u, entry);
        }

        Assert.Equal(0u, table.Find(ulong.MaxValue));
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 5)]
    [InlineData(7, 127, 8, 3)]
    [InlineData(7, 200)]
    public void More_codes_than_there_are_words_are_refused(params int[] lengthsAndCounts)
    {
        var definition = new byte[16 + 256];
        foreach (var pair in lengthsAndCounts.Chunk(2))
        {
            definition[pair[0] - 1] = (byte)pair[1];
        }

        var table = new HuffmanTable();

        Assert.False(table.TrySet(definition, out _));
        Assert.False(table.IsSet);
    }

    [Fact]
    public void A_definition_that_ends_early_is_refused()
    {
        byte[] definition = [0, 2, .. new byte[14], 5, 6];
        var table = new HuffmanTable();

        Assert.True(table.TrySet(definition, out _));
        Assert.False(new HuffmanTable().TrySet(definition.AsSpan(0, 17), out _));
        Assert.False(new HuffmanTable().TrySet(definition.AsSpan(0, 15), out _));
    }
}
