using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Allocation;

/// <summary>Prices a network in whole units of one currency.</summary>
/// <remarks>More channels never cost less: the allocator bisects on that.</remarks>
public interface IStructureCost
{
    /// <summary>The currency.</summary>
    CostKind Kind { get; }

    /// <summary>The unit in which <see cref="Text"/> writes.</summary>
    string Unit { get; }

    /// <summary>What a network costs: MACs, parameters or nanoseconds.</summary>
    /// <exception cref="SpecException">The network is not valid, or the model does not know networks of its frame.</exception>
    long Of(NetworkSpec spec);

    /// <summary>An amount for people, without its unit.</summary>
    string Text(long amount);
}
