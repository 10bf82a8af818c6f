namespace ScaleNet.Data.Inspection;

/// <summary>What a check of one part of a data set found.</summary>
/// <param name="Name">The part.</param>
/// <param name="Pictures">How many pictures were read.</param>
/// <param name="Good">How many of them can be decoded as a whole.</param>
/// <param name="Problems">Archives and their lists first, then pictures in the order of the set.</param>
public sealed record CheckReport(string Name, int Pictures, int Good, IReadOnlyList<ItemProblem> Problems);
