namespace ScaleNet.Serving.Http;

/// <summary>A model that is served.</summary>
/// <param name="Name">The model.</param>
/// <param name="Version">Its version.</param>
/// <param name="Kind">What it can be asked beside tensors: classification, detection, or tensors for nothing.</param>
/// <param name="MaxBatch">Rows that are computed together at most.</param>
/// <param name="BatchProblem">Why requests are computed one by one; left out where they are not, or where that was asked for.</param>
/// <param name="Classes">How many classes it knows; left out where it gives tensors only.</param>
/// <param name="ReloadProblem">Why the newest file is not what is served; left out if it is.</param>
internal sealed record ModelAnswer(
    string Name, string Version, string Kind, int MaxBatch, string? BatchProblem, int? Classes, string? ReloadProblem);
