using Microsoft.ML.OnnxRuntime;

namespace ScaleNet.Deployment.Tests.Export;

/// <summary>A model in ONNX Runtime, on one thread and with its default optimisations.</summary>
internal sealed class OnnxSession : IDisposable
{
    private readonly InferenceSession _session;

    public OnnxSession(byte[] model) => _session = new InferenceSession(model, Options());

    public OnnxSession(string path) => _session = new InferenceSession(path, Options());

    public IReadOnlyDictionary<string, NodeMetadata> Inputs => _session.InputMetadata;

    public IReadOnlyDictionary<string, NodeMetadata> Outputs => _session.OutputMetadata;

    public IReadOnlyDictionary<string, string> Texts => _session.ModelMetadata.CustomMetadataMap;

    /// <summary>The values of an output, row-major, for an input of this shape.</summary>
    public float[] Run(float[] input, long[] shape, string output = "logits")
    {
        using var value = OrtValue.CreateTensorValueFromMemory(input, shape);
        using var options = new RunOptions();
        using var results = _session.Run(options, ["input"], [value], [output]);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }

    public void Dispose() => _session.Dispose();

    private static SessionOptions Options() => new() { IntraOpNumThreads = 1 };
}
