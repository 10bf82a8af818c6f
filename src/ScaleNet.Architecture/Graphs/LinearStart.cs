namespace ScaleNet.Architecture.Graphs;

/// <summary>How the weights of the classifier are drawn.</summary>
public enum LinearStart
{
    /// <summary>Uniform within 1 / sqrt(inputs): PyTorch's default.</summary>
    FanIn,

    /// <summary>Uniform within 1 / sqrt(outputs).</summary>
    FanOut,

    /// <summary>N(0, 0.01).</summary>
    SmallNormal,
}
