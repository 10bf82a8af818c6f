using ScaleNet.Data.Datasets;
using ScaleNet.Data.Images;
using ScaleNet.Data.Loading;
using ScaleNet.Evaluation.Boxes;

namespace ScaleNet.Data.Detection;

/// <summary>Images of a set with what is to be found in them, on one picture to look at.</summary>
public static class DetectionSheet
{
    /// <summary>Usual long side of an image on the sheet, px.</summary>
    public const int UsualSide = 320;

    /// <summary>Images in rows, on white, with their boxes and classes; crowds are called so.</summary>
    /// <param name="set">Has the images.</param>
    /// <param name="indices">Which ones, from left to right and row by row.</param>
    /// <param name="columns">Images of a row.</param>
    /// <param name="side">Long side that every image is brought to, px.</param>
    /// <returns>A PNG file.</returns>
    /// <exception cref="DatasetException">An image cannot be decoded, or is not of the size that the annotations tell.</exception>
    public static byte[] EncodePng(CocoDataset set, IReadOnlyList<int> indices, int columns, int side)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(side);
        using var reader = new DetectionReader(set);
        var crowds = set.GroundTruth.Annotations.Where(entry => entry.IsCrowd).ToLookup(
            entry => entry.ImageId, entry => new DetectionTarget(BoxXyxy.Of(entry.Box), set.Classes.LabelOf(entry.CategoryId)));
        return ContactSheet.EncodePng(
            [.. indices.Select(index => Draw(set, index, Read(reader, index), crowds[set.ImageId(index)], side))], columns);
    }

    private static PixelBuffer Read(DetectionReader reader, int index)
    {
        try
        {
            return reader.Read(index);
        }
        catch (CorruptSampleException problem)
        {
            throw new DatasetException(problem.Message, problem);
        }
    }

    private static DecodedImage Draw(CocoDataset set, int index, PixelBuffer pixels, IEnumerable<DetectionTarget> crowds, int side)
    {
        var image = Scaled(pixels, side);
        double scaleX = (double)image.Width / pixels.Width, scaleY = (double)image.Height / pixels.Height;
        return BoxDrawer.Draw(image, crowds.Select(crowd => Drawn(crowd, " (crowd)")).Concat(set.Targets(index).Select(target => Drawn(target, ""))));

        DrawnBox Drawn(DetectionTarget target, string remark) => DrawnBox.Of(
            new BoxXyxy(target.Box.X1 * scaleX, target.Box.Y1 * scaleY, target.Box.X2 * scaleX, target.Box.Y2 * scaleY),
            set.ClassNames[target.Label - 1] + remark, target.Label);
    }

    private static DecodedImage Scaled(PixelBuffer pixels, int side)
    {
        int most = Math.Max(pixels.Width, pixels.Height);
        var (horizontal, vertical) = (new ResizeKernel(), new ResizeKernel());
        horizontal.Set(AxisPlan.Whole(pixels.Width, Length(pixels.Width)));
        vertical.Set(AxisPlan.Whole(pixels.Height, Length(pixels.Height)));
        var scaled = new PixelBuffer();
        new PictureResizer().Resize(pixels, horizontal, vertical, scaled);
        return scaled.ToImage();

        int Length(int length) => Math.Max(1, (int)((long)length * side / most));
    }
}
