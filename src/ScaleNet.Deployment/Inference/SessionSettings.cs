namespace ScaleNet.Deployment.Inference;

/// <summary>How ONNX Runtime runs a model, whatever the model is for.</summary>
/// <param name="Threads">Threads that compute one call.</param>
/// <param name="SpinIdleThreads">Whether threads without work spin a while instead of sleeping at once.</param>
/// <param name="MapFile">Whether large tensors are mapped from the model's file.</param>
internal readonly record struct SessionSettings(int Threads, bool SpinIdleThreads, bool MapFile);
