namespace ScaleNet.Architecture.Comparison;

/// <summary>How a network divides its channels among scales, as its merges show.</summary>
public enum ShareRule
{
    /// <summary>Alike among the scales of a merge, up to the remainder of the division.</summary>
    Even,

    /// <summary>In one proportion throughout.</summary>
    OneRatio,

    /// <summary>In proportions of its own at each merge.</summary>
    PerBlock,
}
