using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Allocation;

/// <summary>A rule that says how many channels each scale of each block gets.</summary>
public interface IAllocationPolicy
{
    /// <summary>The name by which it is asked for.</summary>
    string Name { get; }

    /// <summary>The structure in which every block keeps k = ceil(ratio x planes) channels.</summary>
    /// <remarks>More ratio never takes a channel away, so cost rises with the ratio: the allocator bisects on it.</remarks>
    /// <param name="seed">The seed network.</param>
    /// <param name="scores">The seed's scores; a policy that learns nothing takes null.</param>
    /// <param name="ratio">Channels kept per block as a multiple of the stage's planes.</param>
    ScaleNetSpec Allocate(ScaleNetSpec seed, ChannelScores? scores, double ratio);
}
