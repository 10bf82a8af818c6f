namespace ScaleNet.Serving.Protocol;

/// <summary>The form of an inference answer, for the description of the interface.</summary>
/// <param name="ModelName">The model.</param>
/// <param name="ModelVersion">Its version.</param>
/// <param name="Id">What the client called the request.</param>
/// <param name="Outputs">What came out.</param>
internal sealed record AnswerDocument(string ModelName, string ModelVersion, string? Id, IReadOnlyList<TensorDocument> Outputs);
