using ScaleNet.Data.Images;
using ScaleNet.Deployment.Inference;
using ScaleNet.Evaluation.Classification;

namespace ScaleNet.Cli.Prediction;

/// <summary>Classifies with ONNX Runtime; owns the model.</summary>
internal sealed class OnnxPictureClassifier(OnnxClassifier model) : IPictureClassifier
{
    public Preprocessing Preprocessing => model.Description.Preprocessing;

    public int Classes => model.Description.Classes;

    public int? FixedBatch => model.Description.FixedBatch;

    public void Run(Memory<float> images, Memory<float> scores) => model.Run(images, scores);

    public IReadOnlyList<RankedClass> Rank(ReadOnlySpan<float> scores, int k) => model.Rank(scores, k);

    public void Dispose() => model.Dispose();
}
