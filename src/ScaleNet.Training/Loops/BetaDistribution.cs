using ScaleNet.Data.Transforms;

namespace ScaleNet.Training.Loops;

/// <summary>Random shares from a symmetric Beta distribution.</summary>
internal static class BetaDistribution
{
    /// <summary>A number in [0,1].</summary>
    /// <param name="alpha">Both parameters, above 0; 1 makes all shares equally likely, less favours 0 and 1.</param>
    /// <param name="random">The source of chance.</param>
    public static double Draw(double alpha, ref SampleRandom random)
    {
        var (x, y) = (Gamma(alpha, ref random), Gamma(alpha, ref random));
        // Of a very small parameter both can be too small for a double: then nearly all of the share is on one side.
        return x + y > 0 ? x / (x + y) : Math.Round(random.NextDouble());
    }

    // Marsaglia and Tsang 2000; below 1 with the power of a uniform number that they give.
    private static double Gamma(double shape, ref SampleRandom random)
    {
        if (shape < 1)
        {
            return Gamma(shape + 1, ref random) * Math.Pow(1 - random.NextDouble(), 1 / shape);
        }

        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = random.NextNormal();
            var v = 1 + (c * x);
            v *= v * v;
            if (v > 0 && Math.Log(1 - random.NextDouble()) < (x * x / 2) + d - (d * v) + (d * Math.Log(v)))
            {
                return d * v;
            }
        }
    }
}
