using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Allocation;

/// <summary>A rule that says how many channels each scale of each block gets.</summary>
public interface IAllocationPolicy
{
    /// <summary>The name by which it is asked for.</summary>
    string Name { get; }

    /// <summary>What it was told beside its name, in words; null for nothing.</summary>
    string? Settings => null;

    /// <summary>Whether it looks at the scores; one that does not is a control.</summary>
    bool LearnsFromScores => true;

    /// <summary>What the user should know of scores before structures are made of them; null for nothing.</summary>
    string? NoteOf(ChannelScores scores) => null;

    /// <summary>The structures that it makes of a seed.</summary>
    /// <param name="seed">The seed network.</param>
    /// <param name="scores">The seed's scores; a policy that learns nothing takes null.</param>
    /// <param name="cost">The currency of the budget, for policies that weigh by cost.</param>
    /// <exception cref="SpecException">The scores are not this seed's.</exception>
    StructureLadder Ladder(ScaleNetSpec seed, ChannelScores? scores, IStructureCost cost);
}
