using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Allocation;

/// <summary>The structures that a policy makes of one seed, from the smallest to the largest.</summary>
/// <remarks>
/// A step up never takes a channel away. So whatever is priced by its channels costs more with every step, and the largest
/// structure within a budget can be found by bisection.
/// </remarks>
/// <param name="ratios">The sizes at which something changes, rising; what they mean is the policy's.</param>
/// <param name="at">The structure of a size.</param>
public sealed class StructureLadder(IReadOnlyList<double> ratios, Func<double, ScaleNetSpec> at)
{
    /// <summary>The sizes at which something changes, rising.</summary>
    public IReadOnlyList<double> Ratios { get; } = ratios;

    /// <summary>The structure of any size: of the largest step that is not above it.</summary>
    public ScaleNetSpec At(double ratio) => at(ratio);
}
