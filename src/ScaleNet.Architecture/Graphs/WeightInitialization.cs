namespace ScaleNet.Architecture.Graphs;

/// <summary>How a network's weights are drawn before training: as its reference implementation does.</summary>
/// <remarks>
/// Batch norms start as the identity, except those that a block starts at zero. A bias is uniform within 1 / sqrt(fan-in),
/// PyTorch's default, or zero.
/// </remarks>
public sealed record WeightInitialization
{
    /// <summary>He fan-out for convolutions, PyTorch's default for the classifier and for biases.</summary>
    public static WeightInitialization Default { get; } = new();

    /// <summary>Weights of convolutions.</summary>
    public ConvolutionStart Convolution { get; init; }

    /// <summary>Weights of linear layers.</summary>
    public LinearStart Linear { get; init; }

    /// <summary>Whether the biases of linear layers are zero.</summary>
    public bool ZeroLinearBias { get; init; }

    /// <summary>Whether the biases of convolutions are zero.</summary>
    public bool ZeroConvolutionBias { get; init; }
}
