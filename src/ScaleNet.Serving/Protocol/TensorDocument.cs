using System.Text.Json.Nodes;

namespace ScaleNet.Serving.Protocol;

/// <summary>The form of a tensor in requests and answers, for the description of the interface.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Datatype">The kind of its elements, such as FP32.</param>
/// <param name="Shape">Its lengths.</param>
/// <param name="Data">Its elements, flat or nested; left out where they stand behind the JSON.</param>
/// <param name="Parameters"><c>binary_data_size</c>: how many bytes behind the JSON are its elements.</param>
internal sealed record TensorDocument(string Name, string Datatype, IReadOnlyList<long> Shape, JsonArray? Data, JsonObject? Parameters);
