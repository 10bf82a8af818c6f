namespace ScaleNet.Architecture.Specs;

/// <summary>What stands before the first stage.</summary>
public enum StemKind
{
    /// <summary>7x7 convolution with stride 2, batch norm, ReLU, 3x3 max-pooling with stride 2: a quarter of the side.</summary>
    ImageNet,

    /// <summary>3x3 convolution with stride 1, batch norm, ReLU, no pooling: for images of 28 to 64 pixels.</summary>
    Small,
}
