namespace ScaleNet.Serving.Protocol;

/// <summary>Whether the server takes requests that compute.</summary>
/// <param name="Live">Yes: the newest text of the protocol has this word here.</param>
/// <param name="Ready">Whether it does.</param>
internal sealed record ReadyAnswer(bool Live, bool Ready);
