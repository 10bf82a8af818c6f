using System.Text.Json.Nodes;

namespace ScaleNet.Serving.Protocol;

/// <summary>The form of an output that is asked for, for the description of the interface.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Parameters"><c>binary_data</c>: whether it comes as bytes behind the JSON.</param>
internal sealed record OutputDocument(string Name, JsonObject? Parameters);
