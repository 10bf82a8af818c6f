namespace ScaleNet.Deployment.Quantization;

/// <summary>The integers that hold activations.</summary>
public enum ActivationType
{
    /// <summary>0 to 255, what the kernels for x86 take.</summary>
    UnsignedBytes,

    /// <summary>-128 to 127.</summary>
    SignedBytes,
}
