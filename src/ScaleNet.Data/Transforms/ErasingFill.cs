namespace ScaleNet.Data.Transforms;

/// <summary>With what random erasing fills a rectangle; timm's names on disk.</summary>
public enum ErasingFill
{
    /// <summary>The mean colour: 0 after normalising.</summary>
    Const,

    /// <summary>One random colour a rectangle.</summary>
    Rand,

    /// <summary>A random colour a pixel.</summary>
    Pixel,
}
