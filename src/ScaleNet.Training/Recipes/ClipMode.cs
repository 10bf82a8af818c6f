namespace ScaleNet.Training.Recipes;

/// <summary>How gradients are kept small; timm's names.</summary>
public enum ClipMode
{
    /// <summary>All are scaled by one factor when their common norm is above the limit.</summary>
    Norm,

    /// <summary>Each number is cut off at the limit.</summary>
    Value,
}
