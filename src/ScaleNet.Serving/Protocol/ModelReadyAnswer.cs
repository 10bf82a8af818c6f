namespace ScaleNet.Serving.Protocol;

/// <summary>Whether a model takes requests.</summary>
/// <param name="Name">The model.</param>
/// <param name="Ready">Whether it does.</param>
internal sealed record ModelReadyAnswer(string Name, bool Ready);
