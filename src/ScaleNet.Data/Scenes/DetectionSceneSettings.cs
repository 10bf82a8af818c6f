namespace ScaleNet.Data.Scenes;

/// <summary>How scenes for detectors are made. Together with the garments it determines every byte.</summary>
public sealed record DetectionSceneSettings
{
    /// <summary>Least side of an image, px.</summary>
    public const int LeastSide = 32;

    /// <summary>Most of it.</summary>
    public const int MostSide = 4096;

    /// <summary>Most objects of an image, and most pieces.</summary>
    public const int MostThings = 200;

    /// <summary>Best quality of a JPEG.</summary>
    public const int BestQuality = 100;

    /// <summary>Images to train; 0 for no such part.</summary>
    public int TrainImages { get; init; } = 1000;

    /// <summary>Images to evaluate; 0 for no such part.</summary>
    public int ValidationImages { get; init; } = 200;

    /// <summary>Determines all images.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Rows of an image, px.</summary>
    public CountRange Height { get; init; } = new(256, 256);

    /// <summary>Columns of an image, px.</summary>
    public CountRange Width { get; init; } = new(256, 256);

    /// <summary>Garments of an image that is not empty; fewer where they find no place.</summary>
    public CountRange Objects { get; init; } = new(1, 8);

    /// <summary>Pieces of other garments that are not to be found.</summary>
    public CountRange Clutter { get; init; } = new(0, 8);

    /// <summary>Long side of the smallest garment as a share of the image's shorter side, but at least 12 px.</summary>
    public double LeastSize { get; init; } = 0.08;

    /// <summary>Long side of the largest garment as a share of the image's shorter side.</summary>
    public double MostSize { get; init; } = 0.8;

    /// <summary>Share of each garment's own pixels that is seen at least, in (0,1]; the rest is covered or beyond the image's edge.</summary>
    public double LeastVisible { get; init; } = 0.4;

    /// <summary>Share of images without any garment, in [0,1]; they have clutter only.</summary>
    public double EmptyShare { get; init; } = 0.02;

    /// <summary>Share of images with a crowd, in [0,1]: a heap of small garments of one class, annotated as one.</summary>
    public double CrowdShare { get; init; } = 0.05;

    /// <summary>Of the image files.</summary>
    public SceneFormat Format { get; init; } = SceneFormat.Png;

    /// <summary>Of JPEGs, 1 to 100.</summary>
    public int Quality { get; init; } = 95;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(TrainImages);
        ArgumentOutOfRangeException.ThrowIfNegative(ValidationImages);
        foreach (var side in new[] { Height, Width })
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(side.Least, LeastSide);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(side.Most, MostSide);
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(Objects.Least, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Objects.Most, MostThings);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Clutter.Most, MostThings);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(LeastSize);
        ArgumentOutOfRangeException.ThrowIfLessThan(MostSize, LeastSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MostSize, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(LeastVisible);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(LeastVisible, 1);
        RequireShare(EmptyShare);
        RequireShare(CrowdShare);
        ArgumentOutOfRangeException.ThrowIfLessThan(Quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Quality, BestQuality);
    }

    private static void RequireShare(double share)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
    }
}
