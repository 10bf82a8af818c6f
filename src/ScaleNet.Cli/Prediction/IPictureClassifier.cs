using ScaleNet.Data.Images;
using ScaleNet.Evaluation.Classification;

namespace ScaleNet.Cli.Prediction;

/// <summary>A network that is ready to classify prepared pictures.</summary>
internal interface IPictureClassifier : IDisposable
{
    /// <summary>How a picture is prepared.</summary>
    Preprocessing Preprocessing { get; }

    /// <summary>Scores for each picture.</summary>
    int Classes { get; }

    /// <summary>Pictures at once where the network takes so many and no other number; else null.</summary>
    int? FixedBatch { get; }

    /// <summary>Computes the scores of pictures.</summary>
    /// <param name="images">[N, C, H, W].</param>
    /// <param name="scores">[N, classes]; filled.</param>
    void Run(Memory<float> images, Memory<float> scores);

    /// <summary>The most probable classes by the scores of one picture, best first.</summary>
    IReadOnlyList<RankedClass> Rank(ReadOnlySpan<float> scores, int k);
}
