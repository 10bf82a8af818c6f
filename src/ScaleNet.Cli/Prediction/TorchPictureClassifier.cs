using ScaleNet.Architecture;
using ScaleNet.Data.Images;
using ScaleNet.Deployment.Export;
using ScaleNet.Evaluation.Classification;
using ScaleNet.Modeling;
using ScaleNet.Training.Runs;

namespace ScaleNet.Cli.Prediction;

/// <summary>Classifies with libtorch.</summary>
internal sealed class TorchPictureClassifier : IPictureClassifier
{
    private readonly GraphModule _module;
    private readonly ExportedNetwork _network;

    /// <summary>A network whose preprocessing is known.</summary>
    public TorchPictureClassifier(ExportedNetwork network)
    {
        _network = network;
        _module = InferenceModule.Create(network.Spec.Lower(), network.Weights, network.Source);
    }

    public Preprocessing Preprocessing => _network.Preprocessing!;

    public int Classes => _network.Spec.Classes;

    public int? FixedBatch => null;

    public void Run(Memory<float> images, Memory<float> scores) =>
        Predictor.Run(_module, images.Span, Preprocessing, scores.Span);

    public IReadOnlyList<RankedClass> Rank(ReadOnlySpan<float> scores, int k)
    {
        foreach (var score in scores)
        {
            if (!float.IsFinite(score))
            {
                throw new CheckpointException($"{_network.Source}: gives a score that is no number (got {score}). Use other weights.");
            }
        }

        return ClassProbabilities.TopK(scores, k);
    }

    public void Dispose() => _module.Dispose();
}
