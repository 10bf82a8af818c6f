namespace ScaleNet.Deployment.Quantization;

/// <summary>Numbers of 16 bits that weights are stored in.</summary>
public enum HalfType
{
    /// <summary>10 bits of fraction, up to 65504.</summary>
    Float16,

    /// <summary>7 bits of fraction, the range of float32.</summary>
    BFloat16,
}
