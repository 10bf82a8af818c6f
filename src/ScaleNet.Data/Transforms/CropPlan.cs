using ScaleNet.Data.Images;

namespace ScaleNet.Data.Transforms;

/// <summary>Draws the place of a random resized crop.</summary>
internal static class CropPlan
{
    private const int Tries = 10; // torchvision's

    /// <summary>A crop with torchvision's law: area uniform, logarithm of the proportions uniform; the centre after ten misses.</summary>
    /// <param name="crop">The ranges.</param>
    /// <param name="width">Columns of the picture, px.</param>
    /// <param name="height">Rows of the picture, px.</param>
    /// <param name="random">The sample's own stream.</param>
    public static PixelRegion Draw(RandomResizedCrop crop, int width, int height, ref SampleRandom random)
    {
        double area = (double)width * height;
        for (int i = 0; i < Tries; i++)
        {
            double wanted = area * Between(crop.ScaleMin, crop.ScaleMax, random.NextDouble());
            double ratio = Math.Exp(Between(Math.Log(crop.RatioMin), Math.Log(crop.RatioMax), random.NextDouble()));
            int w = (int)Math.Round(Math.Sqrt(wanted * ratio), MidpointRounding.ToEven);
            int h = (int)Math.Round(Math.Sqrt(wanted / ratio), MidpointRounding.ToEven);
            if (w > 0 && h > 0 && w <= width && h <= height)
            {
                int top = random.NextInt32(height - h + 1);
                return new PixelRegion(random.NextInt32(width - w + 1), top, w, h);
            }
        }

        return Center(crop, width, height);
    }

    // All of the picture, or as much as the proportions allow.
    private static PixelRegion Center(RandomResizedCrop crop, int width, int height)
    {
        double ratio = (double)width / height;
        int w = ratio > crop.RatioMax ? (int)Math.Round(height * crop.RatioMax, MidpointRounding.ToEven) : width;
        int h = ratio < crop.RatioMin ? (int)Math.Round(width / crop.RatioMin, MidpointRounding.ToEven) : height;
        return new PixelRegion((width - w) / 2, (height - h) / 2, w, h);
    }

    private static double Between(double least, double most, double share) => least + ((most - least) * share);
}
