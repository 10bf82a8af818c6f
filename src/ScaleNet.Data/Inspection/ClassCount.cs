namespace ScaleNet.Data.Inspection;

/// <summary>How many pictures a class has.</summary>
/// <param name="Label">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Pictures">How many.</param>
public sealed record ClassCount(int Label, string Name, int Pictures);
