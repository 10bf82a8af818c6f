namespace ScaleNet.Serving.Protocol;

/// <summary>An output that a client asks for.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsBinary">Whether it is wanted as bytes behind the JSON; null as the request says of all.</param>
internal sealed record RequestedOutput(string Name, bool? IsBinary);
