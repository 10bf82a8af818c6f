using ScaleNet.Data.Images;

namespace ScaleNet.Data.Datasets;

/// <summary>Joins an IDX file of images (count x rows x columns) and one of labels (count) to a set.</summary>
internal static class IdxImageSet
{
    /// <summary>Dimensions of an images file.</summary>
    public const int ImageDimensions = 3;

    /// <summary>Dimensions of a labels file.</summary>
    public const int LabelDimensions = 1;

    /// <summary>Checks the two against each other and makes the set.</summary>
    public static ImageSet Join(string name, IReadOnlyList<string> classNames, IdxArray images, IdxArray labels)
    {
        int imageCount = images.Dimensions[0];
        int labelCount = labels.Dimensions[0];
        if (imageCount != labelCount)
        {
            throw new DatasetException(
                $"{labels.Where}: got {labelCount} labels, expected {imageCount}, "
                + $"one for each image of {images.Where}. Use files of the same part.");
        }

        int bad = labels.Values.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)(classNames.Count - 1));
        if (bad >= 0)
        {
            throw new DatasetException(
                $"{labels.Where}: label {bad} is {labels.Values[bad]}, expected 0 to {classNames.Count - 1}. "
                + "Use the labels of this data set.");
        }

        var shape = new ImageShape(Channels: 1, images.Dimensions[1], images.Dimensions[2]);
        int[] indices = Array.ConvertAll(labels.Values, label => (int)label);
        return new ImageSet(name, classNames, shape, images.Values, indices);
    }
}
