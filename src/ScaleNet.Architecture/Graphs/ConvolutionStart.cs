namespace ScaleNet.Architecture.Graphs;

/// <summary>How the weights of convolutions are drawn; k is the kernel's side.</summary>
public enum ConvolutionStart
{
    /// <summary>N(0, sqrt(2 / (k k Cout))): He et al. 2015, fan-out; groups do not count.</summary>
    HeFanOut,

    /// <summary>N(0, sqrt(2 / (k k Cout / groups))): fan-out of one group.</summary>
    HeFanOutOfGroup,

    /// <summary>N(0, sqrt(2 / (k k Cin / groups))): He et al. 2015, fan-in.</summary>
    HeFanIn,

    /// <summary>N(0, 0.01).</summary>
    SmallNormal,

    /// <summary>Uniform within sqrt(3 / (k k Cin / groups)): He et al. 2015 for a slope of 1, fan-in.</summary>
    LinearUniform,
}
