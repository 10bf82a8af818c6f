namespace ScaleNet.Training.Recipes;

/// <summary>A limit for the gradients of a step.</summary>
public sealed record GradientClipping
{
    /// <summary>Greatest norm, or greatest absolute value.</summary>
    public required double Limit { get; init; }

    /// <summary>What is limited.</summary>
    public ClipMode Mode { get; init; }
}
