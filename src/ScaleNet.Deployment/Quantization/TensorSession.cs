using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Onnx;
using ScaleNet.Data.Images;
using ScaleNet.Deployment.Inference;

namespace ScaleNet.Deployment.Quantization;

/// <summary>Runs a model and shows values from within it.</summary>
internal sealed class TensorSession : IDisposable
{
    private readonly InferenceSession _session;
    private readonly ModelSignature _signature;
    private readonly string[] _values;
    private readonly string _source;

    private TensorSession(InferenceSession session, string source, string[] values)
    {
        (_session, _source, _values) = (session, source, values);
        _signature = ModelSignature.Of(session, source);
    }

    /// <summary>Is shown one of the wanted values: its place among them, and its numbers; borrowed during the call.</summary>
    public delegate void Visitor(int index, ReadOnlySpan<float> tensor);

    /// <summary>Images at once, for a model that takes so many and no other number.</summary>
    public int? FixedBatch => _signature.Batch;

    /// <summary>Opens a model.</summary>
    /// <param name="model">The model; not changed.</param>
    /// <param name="source">What to call it in errors.</param>
    /// <param name="values">The values that are wanted.</param>
    /// <param name="threads">Threads that compute.</param>
    /// <exception cref="InferenceException">It cannot be run, or does not classify images.</exception>
    public static TensorSession Open(ModelProto model, string source, string[] values, int threads)
    {
        var outputs = model.Graph.Output.Select(output => output.Name).ToHashSet(StringComparer.Ordinal);
        var open = model.Clone();
        open.Graph.Output.AddRange(values.Where(value => !outputs.Contains(value)).Select(value => new ValueInfoProto { Name = value }));
        return ModelOpening.Memory(
            open.ToByteArray(),
            source,
            new SessionSettings(threads, SpinIdleThreads: true, MapFile: false),
            (session, _) => new TensorSession(session, source, values));
    }

    /// <summary>Computes images.</summary>
    /// <param name="images">[N, C, H, W], at most as many as the model takes.</param>
    /// <param name="count">N.</param>
    /// <param name="shape">One image.</param>
    /// <param name="visit">Is shown every wanted value.</param>
    /// <exception cref="InferenceException">The model fails.</exception>
    public void Run(float[] images, int count, ImageShape shape, Visitor visit)
    {
        var batch = FixedBatch ?? count;
        if (batch > count)
        {
            Array.Resize(ref images, batch * shape.Length); // of a fixed batch; nobody looks at what the zeros give
        }

        try
        {
            using var input = OrtValue.CreateTensorValueFromMemory(images, [batch, shape.Channels, shape.Height, shape.Width]);
            using var options = new RunOptions();
            using var results = _session.Run(options, [_signature.Input], [input], _values);
            for (var i = 0; i < _values.Length; i++)
            {
                var tensor = results[i].GetTensorDataAsSpan<float>();
                visit(i, tensor[..(tensor.Length / batch * count)]);
            }
        }
        catch (OnnxRuntimeException problem)
        {
            throw new InferenceException($"{_source}: the model fails ({ModelOpening.OneLine(problem)}). Use another model.", problem);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();
}
