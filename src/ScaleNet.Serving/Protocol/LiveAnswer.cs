namespace ScaleNet.Serving.Protocol;

/// <summary>Whether the server answers at all.</summary>
/// <param name="Live">Yes.</param>
internal sealed record LiveAnswer(bool Live);
