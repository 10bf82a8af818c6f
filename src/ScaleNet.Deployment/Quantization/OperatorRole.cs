namespace ScaleNet.Deployment.Quantization;

/// <summary>What quantisation does with an operator.</summary>
internal enum OperatorRole
{
    /// <summary>It stays as it is.</summary>
    Float,

    /// <summary>A convolution or linear layer: its weights become integers, too.</summary>
    Weighted,

    /// <summary>It computes with integers and rounds.</summary>
    Arithmetic,

    /// <summary>It hands integers on: what it gives has the scale of what it takes.</summary>
    Carrier,

    /// <summary>A ReLU that the operator before it does by cutting its range at 0.</summary>
    Clip,
}
