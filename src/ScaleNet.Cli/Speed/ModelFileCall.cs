using ScaleNet.Architecture;
using ScaleNet.Architecture.Specs;
using ScaleNet.Cli.Networks;
using ScaleNet.Deployment.Inference;

namespace ScaleNet.Cli.Speed;

/// <summary>Inference by ONNX Runtime of a model file as it is: of whatever numbers it was made.</summary>
internal sealed class ModelFileCall : IRepeatedCall
{
    private readonly OnnxClassifier _model;
    private readonly float[] _images;
    private readonly float[] _scores;

    public ModelFileCall(string path, Workload workload)
    {
        LargePages.Use();
        var spec = SpecOf(path, workload.Size);
        _images = SyntheticImages.Create(spec, workload).Values;
        _scores = new float[workload.Batch * spec.Classes];
        _model = OnnxClassifier.Open(path, new ClassifierOptions { Threads = workload.Threads, SpinIdleThreads = true });
    }

    /// <summary>The network of a model file, at the size of its images.</summary>
    /// <param name="path">The file.</param>
    /// <param name="side">The size that the others have, px; null for any.</param>
    /// <exception cref="SpecException">Its images have another size.</exception>
    public static NetworkSpec SpecOf(string path, int? side)
    {
        var card = ModelCard.Read(path);
        return card.Height == card.Width && card.Height == (side ?? card.Height)
            ? card.Spec with { Resolution = card.Height }
            : throw new SpecException(FormattableString.Invariant(
                $"{path}: takes images of {card.Height}x{card.Width}, expected {side ?? card.Height}x{side ?? card.Height} like the others. Export it for that size."));
    }

    /// <summary>Refuses model files where something else than ONNX Runtime computes.</summary>
    /// <exception cref="SpecException">There is one.</exception>
    public static void RequireEngine(IEnumerable<string> models, Workload workload)
    {
        if (workload.Engine != BenchEngine.Onnx && models.FirstOrDefault(ModelFileName.Is) is { } model)
        {
            throw new SpecException($"{model}: is an ONNX model, which libtorch does not compute. Add --engine onnx.");
        }
    }

    public void Run() => _model.Run(_images, _scores);

    public void Dispose() => _model.Dispose();
}
