namespace ScaleNet.ServingLoad;

/// <summary>How a model is called in the measuring process itself.</summary>
/// <param name="Threads">Threads that compute one call.</param>
/// <param name="Callers">Threads that call it.</param>
/// <param name="Batch">Images of a call.</param>
internal sealed record InProcessSetting(int Threads, int Callers, int Batch);
