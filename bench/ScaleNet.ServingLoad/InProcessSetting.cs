namespace ScaleNet.ServingLoad;

/// <summary>How a model is called in the measuring process itself.</summary>
/// <param name="Callers">Threads that call it.</param>
/// <param name="Batch">Images of a call.</param>
internal sealed record InProcessSetting(int Callers, int Batch);
