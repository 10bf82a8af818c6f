namespace ScaleNet.Architecture.Weights;

/// <summary>One of the Python names that a weight file may mention.</summary>
/// <param name="Name">The full dotted name.</param>
/// <param name="Kind">What it stands for.</param>
/// <param name="Element">The element type of a storage class.</param>
internal sealed record PickleGlobal(string Name, PickleGlobalKind Kind, ElementType Element = default);
