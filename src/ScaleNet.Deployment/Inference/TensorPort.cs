namespace ScaleNet.Deployment.Inference;

/// <summary>A tensor that a model takes or gives.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Element">What its elements are.</param>
/// <param name="Shape">Its lengths; <see cref="Free"/> for any.</param>
public sealed record TensorPort(string Name, TensorElement Element, IReadOnlyList<long> Shape)
{
    /// <summary>A length that a model leaves free.</summary>
    public const long Free = -1;

    /// <summary>Whether no length is free but for the first, so that all rows are of one size.</summary>
    public bool HasRowsOfOneSize => !Shape.Skip(1).Contains(Free);

    /// <summary>Whether a tensor of these lengths fits.</summary>
    public bool Takes(IReadOnlyList<long> shape) =>
        shape.Count == Shape.Count && shape.Zip(Shape).All(pair => pair.First > 0 && (pair.Second == Free || pair.First == pair.Second));
}
