namespace ScaleNet.Cli.RecipeOptions;

/// <summary>Forms of gradient descent with momentum.</summary>
internal enum MomentumKind
{
    /// <summary>Looks ahead along the momentum.</summary>
    Nesterov,

    /// <summary>Does not.</summary>
    Plain,
}
