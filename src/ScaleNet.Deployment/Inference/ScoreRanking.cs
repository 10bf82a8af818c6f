using ScaleNet.Evaluation.Classification;

namespace ScaleNet.Deployment.Inference;

/// <summary>Turns the numbers that a model gives for an image into its most probable classes.</summary>
/// <param name="endsWithSoftmax">Whether the numbers are probabilities already.</param>
/// <param name="source">What to call the model in errors.</param>
internal sealed class ScoreRanking(bool endsWithSoftmax, string source)
{
    /// <summary>Whether the numbers are probabilities already.</summary>
    public bool GivesProbabilities => endsWithSoftmax;

    /// <summary>The most probable classes, best first.</summary>
    /// <exception cref="InferenceException">The scores are not numbers.</exception>
    public IReadOnlyList<RankedClass> Rank(ReadOnlySpan<float> scores, int k)
    {
        foreach (var score in scores)
        {
            if (!float.IsFinite(score))
            {
                throw new InferenceException($"{source}: gives a score that is no number (got {score}). Use other weights.");
            }
        }

        if (!endsWithSoftmax)
        {
            return ClassProbabilities.TopK(scores, k);
        }

        var probabilities = scores.ToArray();
        return [.. Enumerable.Range(0, probabilities.Length).OrderByDescending(index => probabilities[index]).Take(k)
            .Select(index => new RankedClass(index, probabilities[index]))];
    }
}
