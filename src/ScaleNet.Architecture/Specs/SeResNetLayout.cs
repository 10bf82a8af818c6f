namespace ScaleNet.Architecture.Specs;

/// <summary>Which of the two published SE-ResNets a network is.</summary>
public enum SeResNetLayout
{
    /// <summary>Stride on the 3x3 convolution, squeezed widths in multiples of 8 (timm, <c>seresnet50</c>).</summary>
    Modern,

    /// <summary>The authors' release: stride on the first convolution, stem pooling rounds up (<c>legacy_seresnet50</c>).</summary>
    Caffe,
}
