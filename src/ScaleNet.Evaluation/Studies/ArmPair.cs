namespace ScaleNet.Evaluation.Studies;

/// <summary>Two arms of a study.</summary>
/// <param name="Arm">The one.</param>
/// <param name="Against">The other, whose error is subtracted.</param>
public sealed record ArmPair(string Arm, string Against);
