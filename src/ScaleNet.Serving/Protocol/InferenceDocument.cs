using System.Text.Json.Nodes;

namespace ScaleNet.Serving.Protocol;

/// <summary>The form of an inference request, for the description of the interface; requests are read without it.</summary>
/// <param name="Inputs">Every input of the model once.</param>
/// <param name="Id">What the client calls the request.</param>
/// <param name="Outputs">What is wanted; left out: all.</param>
/// <param name="Parameters"><c>binary_data_output</c>: whether outputs come as bytes behind the JSON.</param>
internal sealed record InferenceDocument(
    IReadOnlyList<TensorDocument> Inputs, string? Id, IReadOnlyList<OutputDocument>? Outputs, JsonObject? Parameters);
