using ScaleNet.Data.Images.Jpeg;
using ScaleNet.Data.Transforms;

namespace ScaleNet.Data.Tests.Images.Jpeg;

/// <summary>The definition of the transform (ITU-T T.81, A.3.3), in double precision, beside the whole numbers.</summary>
public sealed class InverseDctTests
{
    private const int Side = 8;

    [Fact]
    public void Samples_are_those_of_the_definition_but_for_rounding()
    {
        var random = SampleRandom.ForBatch(3, batch: 0);
        var samples = new byte[Side * Side];
        for (int i = 0; i < 200; i++)
        {
            var block = new short[Side * Side];
            for (int k = 0; k < 12; k++)
            {
                block[random.NextInt32(block.Length)] = (short)(random.NextInt32(401) - 200);
            }

            InverseDct.Transform(block, samples, Side);

            for (int place = 0; place < samples.Length; place++)
            {
                Assert.InRange(samples[place] - Exact(block, place % Side, place / Side), -0.6, 0.6); // a half, and a little
            }
        }
    }

    [Theory]
    [InlineData(0, 128)]
    [InlineData(80, 138)]
    [InlineData(-3, 128)]
    [InlineData(-1025, 0)]
    [InlineData(3000, 255)]
    public void A_first_coefficient_alone_makes_an_even_block(short first, byte expected)
    {
        var filled = new byte[Side * Side];
        var transformed = new byte[Side * Side];
        var block = new short[Side * Side];
        block[0] = first;

        InverseDct.Fill(first, filled, Side, Side);
        InverseDct.Transform(block, transformed, Side);

        Assert.All(filled, sample => Assert.Equal(expected, sample));
        Assert.Equal(filled, transformed);
    }

    private static double Exact(short[] block, int x, int y)
    {
        double sum = 0;
        for (int v = 0; v < Side; v++)
        {
            for (int u = 0; u < Side; u++)
            {
                double scale = (u == 0 ? Math.Sqrt(0.5) : 1) * (v == 0 ? Math.Sqrt(0.5) : 1) / 4;
                sum += scale * block[(v * Side) + u] * Math.Cos(((2 * x) + 1) * u * Math.PI / 16) * Math.Cos(((2 * y) + 1) * v * Math.PI / 16);
            }
        }

        return Math.Clamp(sum + 128, 0, 255);
    }
}
