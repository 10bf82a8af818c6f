namespace ScaleNet.Data.Scenes;

/// <summary>The numbers of multi-scale Fashion-MNIST. A change of any changes every image.</summary>
internal static class SceneStyle
{
    /// <summary>Fewest pieces of other garments.</summary>
    public const int LeastFragments = 3;

    /// <summary>Most pieces of other garments.</summary>
    public const int MostFragments = 8;

    /// <summary>Least share of a garment's width, and of its height, that a piece has.</summary>
    public const float LeastPiece = 0.3f;

    /// <summary>Most of it: no piece is above a quarter of its garment.</summary>
    public const float MostPiece = 0.5f;

    /// <summary>Least brightness of a garment or a piece, in units of 1/255 of its own.</summary>
    public const int LeastGain = 190;

    /// <summary>Lowest middle level of the ground.</summary>
    public const float DarkestGround = 20;

    /// <summary>Highest middle level of the ground.</summary>
    public const float BrightestGround = 100;

    /// <summary>Least distance between the darkest and the brightest level that the texture could have.</summary>
    public const float LeastContrast = 30;

    /// <summary>Most of it.</summary>
    public const float MostContrast = 200;

    /// <summary>Least strength of a finer octave of the texture, as a share of the next coarser one's.</summary>
    public const float LeastPersistence = 0.4f;

    /// <summary>Most of it.</summary>
    public const float MostPersistence = 0.8f;

    private const int LeastGarment = 12; // px; below, people do not tell a shirt from a coat
    private const int GarmentsPerSide = 6; // the smallest garment's long side on the canvas's
    private const int LeastFragment = 4; // px
    private const int FragmentsPerSide = 4; // the largest fragment's long side on the canvas's

    /// <summary>Long sides of the garment, px.</summary>
    public static SizeRange GarmentSizes(int side) => new(Math.Max(LeastGarment, side / GarmentsPerSide), side);

    /// <summary>Long sides of the pieces beside a garment, px: none is longer than 3/4 of it.</summary>
    public static SizeRange FragmentSizes(int side, int garment) =>
        new(LeastFragment, Math.Max(LeastFragment, Math.Min(side / FragmentsPerSide, garment * 3 / 4)));
}
