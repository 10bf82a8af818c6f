using ScaleNet.Data.Images;

namespace ScaleNet.Data.Transforms;

/// <summary>Changes normalised inputs at random: coloured light, and boxes that are overwritten.</summary>
internal static class InputChanges
{
    private const int Tries = 10; // timm's

    // Principal components of the colours of ImageNet's training pictures, for values in [0,1] (Krizhevsky et al. 2012).
    private static readonly double[] ComponentDeviations = [0.2175, 0.0188, 0.0045];

    private static readonly double[,] Components =
    {
        { -0.5675, 0.7192, 0.4009 },
        { -0.5808, -0.0045, -0.8140 },
        { -0.5836, -0.6948, 0.4203 },
    };

    /// <summary>Adds one colour to all pixels.</summary>
    /// <param name="input">C,H,W.</param>
    /// <param name="preprocessing">Tells the shape and the deviations.</param>
    /// <param name="deviation">Of the noise along each component.</param>
    /// <param name="random">The sample's own stream.</param>
    public static void AddLight(Span<float> input, Preprocessing preprocessing, double deviation, ref SampleRandom random)
    {
        Span<double> light = stackalloc double[DecodedImage.Channels];
        for (int component = 0; component < ComponentDeviations.Length; component++)
        {
            double amount = random.NextNormal() * deviation * ComponentDeviations[component];
            for (int channel = 0; channel < light.Length; channel++)
            {
                light[channel] += amount * Components[channel, component];
            }
        }

        int plane = preprocessing.Shape.PlaneLength;
        for (int channel = 0; channel < preprocessing.Channels; channel++)
        {
            float shift = (float)(light[channel] / preprocessing.StandardDeviation[channel]);
            foreach (ref float value in input.Slice(channel * plane, plane))
            {
                value += shift;
            }
        }
    }

    /// <summary>Overwrites a box, or nothing where none fits in ten tries.</summary>
    /// <param name="input">C,H,W.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="erasing">How often, how large, with what.</param>
    /// <param name="random">The sample's own stream.</param>
    public static void Erase(Span<float> input, ImageShape shape, RandomErasing erasing, ref SampleRandom random)
    {
        if (random.NextDouble() >= erasing.Probability)
        {
            return;
        }

        double most = -Math.Log(erasing.RatioMin);
        for (int i = 0; i < Tries; i++)
        {
            double area = shape.PlaneLength * (erasing.AreaMin + ((erasing.AreaMax - erasing.AreaMin) * random.NextDouble()));
            double ratio = Math.Exp(most * ((random.NextDouble() * 2) - 1));
            int height = (int)Math.Round(Math.Sqrt(area * ratio), MidpointRounding.ToEven);
            int width = (int)Math.Round(Math.Sqrt(area / ratio), MidpointRounding.ToEven);
            if (width < shape.Width && height < shape.Height)
            {
                int top = random.NextInt32(shape.Height - height + 1);
                Fill(input, shape, new PixelRegion(random.NextInt32(shape.Width - width + 1), top, width, height), erasing.Fill, ref random);
                return;
            }
        }
    }

    private static void Fill(Span<float> input, ImageShape shape, PixelRegion box, ErasingFill fill, ref SampleRandom random)
    {
        for (int channel = 0; channel < shape.Channels; channel++)
        {
            float colour = fill == ErasingFill.Rand ? (float)random.NextNormal() : 0;
            for (int y = box.Top; y < box.Bottom; y++)
            {
                var row = input.Slice((channel * shape.PlaneLength) + (y * shape.Width) + box.Left, box.Width);
                row.Fill(colour);
                if (fill == ErasingFill.Pixel)
                {
                    foreach (ref float value in row)
                    {
                        value = (float)random.NextNormal();
                    }
                }
            }
        }
    }
}
