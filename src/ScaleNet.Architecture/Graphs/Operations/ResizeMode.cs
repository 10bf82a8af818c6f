namespace ScaleNet.Architecture.Graphs.Operations;

/// <summary>How a map is brought to another size.</summary>
public enum ResizeMode
{
    /// <summary>The nearest source pixel: floor(i * from / to).</summary>
    Nearest,

    /// <summary>Bilinear with half-pixel centres (PyTorch's <c>align_corners=False</c>).</summary>
    Bilinear,

    /// <summary>
    /// Nearest where both target sides are whole multiples of the source's, else bilinear, decided from the sizes at hand
    /// (pytorch/scalenet.py of the reference).
    /// </summary>
    NearestWhereDivisible,
}
