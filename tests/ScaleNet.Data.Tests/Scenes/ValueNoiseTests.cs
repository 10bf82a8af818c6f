using FsCheck;
using FsCheck.Xunit;
using ScaleNet.Data.Scenes;
using ScaleNet.Data.Transforms;

namespace ScaleNet.Data.Tests.Scenes;

public sealed class ValueNoiseTests
{
    [Property(MaxTest = 30)]
    public bool Values_lie_in_zero_to_one_and_depend_on_the_stream_alone(long seed, PositiveInt width, PositiveInt height)
    {
        var (columns, rows) = (1 + (width.Get % 90), 1 + (height.Get % 90));
        var used = new ValueNoise();
        Draw(used, seed + 1, 70, 50);

        var values = Draw(used, seed, columns, rows);

        return values.Length == columns * rows
            && values.All(value => value is >= 0 and <= 1.00001f) // rounding of sums
            && values.SequenceEqual(Draw(new ValueNoise(), seed, columns, rows));
    }

    [Fact]
    public void Neighbours_are_alike_and_the_whole_is_not_flat()
    {
        const int side = 128;
        var values = Draw(new ValueNoise(), 1, side, side, persistence: 0.5f);

        double spread = values.Max() - values.Min();
        double steps = Enumerable.Range(0, (side * side) - side).Average(i => Math.Abs(values[i + side] - values[i]));

        Assert.InRange(spread, 0.3, 1);
        Assert.InRange(steps / spread, 0.001, 0.1);
    }

    [Fact]
    public void A_lower_persistence_is_smoother()
    {
        Assert.True(Roughness(0.3f) < 0.5 * Roughness(0.9f));

        static double Roughness(float persistence)
        {
            var values = Draw(new ValueNoise(), 2, 64, 64, persistence);
            return values.Zip(values.Skip(1)).Average(pair => Math.Abs(pair.First - pair.Second));
        }
    }

    private static float[] Draw(ValueNoise noise, long seed, int width, int height, float persistence = 0.6f)
    {
        var random = SampleRandom.For(seed, 0, 0);
        return noise.Draw(ref random, width, height, persistence).ToArray();
    }
}
