namespace ScaleNet.Architecture.Specs;

/// <summary>The non-linearity of a block.</summary>
public enum ActivationKind
{
    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>x / (1 + exp(-x)).</summary>
    Swish,
}
