namespace ScaleNet.Serving.Protocol;

/// <summary>A tensor that a model takes or gives.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Datatype">The kind of its elements.</param>
/// <param name="Shape">Its lengths; -1 for any.</param>
internal sealed record TensorAnswer(string Name, string Datatype, IReadOnlyList<long> Shape);
