using ScaleNet.Data.Images;

namespace ScaleNet.Data.Transforms;

/// <summary>Shears, shifts and turns a picture (PIL's Image.transform with bilinear sampling); what comes from outside has one colour.</summary>
internal sealed class AffineWarp
{
    // The mean colour of ImageNet's training pictures, with which timm fills.
    private static readonly byte[] Outside = [124, 116, 104, 255];

    private readonly PixelBuffer _source = new();

    /// <summary>Moves columns by a share of their row's number.</summary>
    public void ShearX(PixelBuffer pixels, double factor) => Apply(pixels, (1, factor, 0), (0, 1, 0));

    /// <summary>Moves rows by a share of their column's number.</summary>
    public void ShearY(PixelBuffer pixels, double factor) => Apply(pixels, (1, 0, 0), (factor, 1, 0));

    /// <summary>Shifts to the left by a share of the width.</summary>
    public void TranslateX(PixelBuffer pixels, double share) => Apply(pixels, (1, 0, share * pixels.Width), (0, 1, 0));

    /// <summary>Shifts upwards by a share of the height.</summary>
    public void TranslateY(PixelBuffer pixels, double share) => Apply(pixels, (1, 0, 0), (0, 1, share * pixels.Height));

    /// <summary>Turns it anticlockwise round its centre.</summary>
    public void Rotate(PixelBuffer pixels, double degrees)
    {
        double angle = -degrees * Math.PI / 180;
        var (cos, sin) = (Math.Cos(angle), Math.Sin(angle));
        var (x, y) = (pixels.Width / 2.0, pixels.Height / 2.0);
        Apply(pixels, (cos, sin, x - (cos * x) - (sin * y)), (-sin, cos, y + (sin * x) - (cos * y)));
    }

    // A result's pixel (x, y) is taken from the source at (a x + b y + c, d x + e y + f), centres of pixels being at halves.
    private void Apply(PixelBuffer pixels, (double X, double Y, double One) across, (double X, double Y, double One) down)
    {
        _source.CopyFrom(pixels, PixelRegion.Whole(pixels.Width, pixels.Height));
        for (int y = 0; y < pixels.Height; y++)
        {
            var row = pixels.Row(y);
            for (int x = 0; x < pixels.Width; x++)
            {
                double sourceX = (across.X * (x + 0.5)) + (across.Y * (y + 0.5)) + across.One;
                double sourceY = (down.X * (x + 0.5)) + (down.Y * (y + 0.5)) + down.One;
                var target = row.Slice(x * PixelBuffer.BytesPerPixel, PixelBuffer.BytesPerPixel);
                if (sourceX < 0 || sourceY < 0 || sourceX >= pixels.Width || sourceY >= pixels.Height)
                {
                    Outside.CopyTo(target);
                }
                else
                {
                    Sample(sourceX - 0.5, sourceY - 0.5, target);
                }
            }
        }
    }

    private void Sample(double x, double y, Span<byte> target)
    {
        var (left, top) = ((int)Math.Floor(x), (int)Math.Floor(y));
        var (right, below) = (x - left, y - top);
        int first = Math.Clamp(left, 0, _source.Width - 1) * PixelBuffer.BytesPerPixel;
        int second = Math.Clamp(left + 1, 0, _source.Width - 1) * PixelBuffer.BytesPerPixel;
        var upper = _source.Row(Math.Clamp(top, 0, _source.Height - 1));
        var lower = _source.Row(Math.Clamp(top + 1, 0, _source.Height - 1));
        for (int channel = 0; channel < DecodedImage.Channels; channel++)
        {
            double a = upper[first + channel] + ((upper[second + channel] - upper[first + channel]) * right);
            double b = lower[first + channel] + ((lower[second + channel] - lower[first + channel]) * right);
            target[channel] = (byte)(a + ((b - a) * below)); // cut off, as PIL does it
        }
    }
}
