using ScaleNet.Data.Images;
using ScaleNet.Deployment.Export;
using ScaleNet.Deployment.Inference;

namespace ScaleNet.Cli.Speed;

/// <summary>Inference by ONNX Runtime.</summary>
internal sealed class OnnxCall : IRepeatedCall
{
    private readonly OnnxClassifier _model;
    private readonly float[] _images;
    private readonly float[] _scores;

    public OnnxCall(ExportedNetwork network, Workload workload)
    {
        LargePages.Use();
        var images = SyntheticImages.Create(network.Spec, workload);
        var model = OnnxExporter.ToBytes(
            network, new ExportOptions { Batch = workload.Batch, Height = workload.Size, Width = workload.Size });
        _images = images.Values;
        _scores = new float[workload.Batch * network.Spec.Classes];
        _model = OnnxClassifier.Open(
            model,
            network.Source,
            new ClassifierOptions
            {
                Threads = workload.Threads,
                SpinIdleThreads = true, // nobody else in this process wants the processor
                Preprocessing = Unchanged(images.Shape),
            });
    }

    public void Run() => _model.Run(_images, _scores);

    public void Dispose() => _model.Dispose();

    private static Preprocessing Unchanged(ImageShape shape) => new(
        shape.Channels, shape.Height, shape.Width,
        [.. Enumerable.Repeat(0f, shape.Channels)], [.. Enumerable.Repeat(1f, shape.Channels)]);
}
