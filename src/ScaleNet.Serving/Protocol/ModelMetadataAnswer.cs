namespace ScaleNet.Serving.Protocol;

/// <summary>What a model takes and gives.</summary>
/// <param name="Name">The model.</param>
/// <param name="Versions">The versions that can be asked for.</param>
/// <param name="Platform">The framework of the model.</param>
/// <param name="Inputs">What it takes.</param>
/// <param name="Outputs">What it gives.</param>
internal sealed record ModelMetadataAnswer(
    string Name, IReadOnlyList<string> Versions, string Platform, IReadOnlyList<TensorAnswer> Inputs, IReadOnlyList<TensorAnswer> Outputs);
