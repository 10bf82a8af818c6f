namespace ScaleNet.Serving.Protocol;

/// <summary>What the server says of itself.</summary>
/// <param name="Name">The server.</param>
/// <param name="Version">Its version.</param>
/// <param name="Extensions">What it knows beyond the protocol.</param>
internal sealed record ServerAnswer(string Name, string Version, IReadOnlyList<string> Extensions);
