namespace ScaleNet.Architecture.Specs.Detection;

/// <summary>Numbers of torchvision's detectors that no spec changes. Whatever runs a detector takes them from here.</summary>
public static class FasterRcnnRules
{
    private const double LargestStride = 16;
    private const double LargestSide = 1000;

    /// <summary>Both sides of a batch are multiples of it, pixels: the last stage's stride.</summary>
    public const int SizeDivisor = 32;

    /// <summary>Samples along a side of a region's bin.</summary>
    public const int RegionSamples = 2;

    /// <summary>Factor of a region's two corrections of the centre; about one over the deviations of its targets.</summary>
    public const double RegionCentre = 10;

    /// <summary>Factor of a region's two corrections of the sides.</summary>
    public const double RegionSize = 5;

    /// <summary>The level that a region of <see cref="CanonicalSide"/> reads, as the logarithm of its stride (Lin et al. 2017, Eq. 1).</summary>
    public const int CanonicalLevel = 4;

    /// <summary>Square root of the area of the regions of <see cref="CanonicalLevel"/>, pixels.</summary>
    public const float CanonicalSide = 224;

    /// <summary>A side of exactly 112, 224, ... belongs to the upper level whatever the logarithm's rounding.</summary>
    public const float LevelTolerance = 1e-6f;

    /// <summary>The largest logarithm of a side's growth that is decoded, log(1000 / 16): of 16 pixels, to the usual image's long side.</summary>
    public static double MostGrowth { get; } = Math.Log(LargestSide / LargestStride);
}
