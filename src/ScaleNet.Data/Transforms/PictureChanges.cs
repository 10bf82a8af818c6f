using ScaleNet.Data.Images;

namespace ScaleNet.Data.Transforms;

/// <summary>Changes the colours and the geometry of pictures at random; keeps its memory. One thread at a time.</summary>
/// <remarks>
/// Operations are PIL's. Which ones RandAugment chooses from, and how strong they are, follows timm's "rand" policies without "inc":
/// each chosen operation is applied to every second picture, at a strength drawn round the magnitude.
/// </remarks>
internal sealed class PictureChanges(Augmentation augmentation)
{
    private const double MostMagnitude = 10;
    private const double Probability = 0.5;
    private const double MostDegrees = 30;
    private const double MostShear = 0.3;
    private const double MostShift = 0.45; // of the side
    private const int PosterizeBits = 4;
    private const int SolarizeLevels = 256;
    private const int MostAdd = 110;

    private readonly ChannelTables _tables = new();
    private readonly PixelBlends _blends = new();
    private readonly AffineWarp _warp = new();

    private enum Operation
    {
        AutoContrast,
        Equalize,
        Invert,
        Rotate,
        Posterize,
        Solarize,
        SolarizeAdd,
        Color,
        Contrast,
        Brightness,
        Sharpness,
        ShearX,
        ShearY,
        TranslateX,
        TranslateY,
    }

    /// <summary>How many operations RandAugment chooses from.</summary>
    public static int OperationCount { get; } = Enum.GetValues<Operation>().Length;

    /// <summary>Changes a picture in place.</summary>
    public void Apply(PixelBuffer pixels, ref SampleRandom random)
    {
        if (augmentation.RandAugment is { } policy)
        {
            for (int i = 0; i < policy.Operations; i++)
            {
                var operation = (Operation)random.NextInt32(OperationCount);
                double magnitude = Math.Clamp(policy.Magnitude + (policy.MagnitudeDeviation * random.NextNormal()), 0, MostMagnitude);
                bool isNegative = random.NextDouble() < 0.5;
                if (random.NextDouble() < Probability)
                {
                    Apply(pixels, operation, magnitude / MostMagnitude, isNegative ? -1 : 1);
                }
            }
        }

        if (augmentation.ColorJitter is { } jitter)
        {
            Jitter(pixels, jitter, ref random);
        }
    }

    private void Apply(PixelBuffer pixels, Operation operation, double strength, int sign)
    {
        float blend = (float)((strength * 1.8) + 0.1); // 0.1 to 1.9, so that the middle changes nothing
        switch (operation)
        {
            case Operation.AutoContrast:
                _tables.AutoContrast(pixels);
                break;
            case Operation.Equalize:
                _tables.Equalize(pixels);
                break;
            case Operation.Invert:
                _tables.Solarize(pixels, threshold: 0);
                break;
            case Operation.Rotate:
                _warp.Rotate(pixels, sign * strength * MostDegrees);
                break;
            case Operation.Posterize:
                _tables.Posterize(pixels, (int)(strength * PosterizeBits));
                break;
            case Operation.Solarize:
                _tables.Solarize(pixels, (int)(strength * SolarizeLevels));
                break;
            case Operation.SolarizeAdd:
                _tables.SolarizeAdd(pixels, (int)(strength * MostAdd));
                break;
            case Operation.Color:
                PixelBlends.Saturation(pixels, blend);
                break;
            case Operation.Contrast:
                PixelBlends.Contrast(pixels, blend);
                break;
            case Operation.Brightness:
                PixelBlends.Brightness(pixels, blend);
                break;
            case Operation.Sharpness:
                _blends.Sharpness(pixels, blend);
                break;
            case Operation.ShearX:
                _warp.ShearX(pixels, sign * strength * MostShear);
                break;
            case Operation.ShearY:
                _warp.ShearY(pixels, sign * strength * MostShear);
                break;
            case Operation.TranslateX:
                _warp.TranslateX(pixels, sign * strength * MostShift);
                break;
            default:
                _warp.TranslateY(pixels, sign * strength * MostShift);
                break;
        }
    }

    // In random order; every factor is drawn, so that switching one off leaves the others alone.
    private static void Jitter(PixelBuffer pixels, ColorJitter jitter, ref SampleRandom random)
    {
        Span<int> order = [0, 1, 2, 3];
        for (int last = order.Length - 1; last > 0; last--)
        {
            int other = random.NextInt32(last + 1);
            (order[last], order[other]) = (order[other], order[last]);
        }

        float brightness = Factor(jitter.Brightness, ref random);
        float contrast = Factor(jitter.Contrast, ref random);
        float saturation = Factor(jitter.Saturation, ref random);
        double hue = ((random.NextDouble() * 2) - 1) * jitter.Hue;
        foreach (int change in order)
        {
            switch (change)
            {
                case 0 when jitter.Brightness > 0:
                    PixelBlends.Brightness(pixels, brightness);
                    break;
                case 1 when jitter.Contrast > 0:
                    PixelBlends.Contrast(pixels, contrast);
                    break;
                case 2 when jitter.Saturation > 0:
                    PixelBlends.Saturation(pixels, saturation);
                    break;
                case 3 when jitter.Hue > 0:
                    HueShift.Apply(pixels, hue);
                    break;
            }
        }
    }

    private static float Factor(double range, ref SampleRandom random)
    {
        double least = Math.Max(0, 1 - range);
        return (float)(least + ((1 + range - least) * random.NextDouble()));
    }
}
