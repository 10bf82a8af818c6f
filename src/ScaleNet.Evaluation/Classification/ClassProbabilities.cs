namespace ScaleNet.Evaluation.Classification;

/// <summary>Turns the logits of one image into probabilities and a ranking.</summary>
public static class ClassProbabilities
{
    /// <summary>The softmax of the logits: positive numbers that add up to one.</summary>
    /// <exception cref="ArgumentException">There is no logit, or one is NaN or positive infinity.</exception>
    public static float[] Softmax(ReadOnlySpan<float> logits)
    {
        var largest = LargestOf(logits);
        var probabilities = new float[logits.Length];
        double sum = 0;
        for (var i = 0; i < logits.Length; i++)
        {
            // The largest logit is subtracted so that no exponential overflows.
            probabilities[i] = MathF.Exp(logits[i] - largest);
            sum += probabilities[i];
        }

        for (var i = 0; i < probabilities.Length; i++)
        {
            probabilities[i] = (float)(probabilities[i] / sum);
        }

        return probabilities;
    }

    /// <summary>The <paramref name="k"/> most probable classes, best first; ties keep the lower index first.</summary>
    /// <remarks>Shorter than <paramref name="k"/> when there are fewer classes.</remarks>
    /// <exception cref="ArgumentException">There is no logit, or one is NaN or positive infinity.</exception>
    public static IReadOnlyList<RankedClass> TopK(ReadOnlySpan<float> logits, int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        var probabilities = Softmax(logits);
        var scores = logits.ToArray();
        return [.. Enumerable.Range(0, scores.Length)
            .OrderByDescending(index => scores[index])
            .Take(k)
            .Select(index => new RankedClass(index, probabilities[index]))];
    }

    private static float LargestOf(ReadOnlySpan<float> logits)
    {
        if (logits.IsEmpty)
        {
            throw new ArgumentException("logits: got none, expected one per class.", nameof(logits));
        }

        var largest = float.NegativeInfinity;
        for (var i = 0; i < logits.Length; i++)
        {
            if (float.IsNaN(logits[i]) || float.IsPositiveInfinity(logits[i]))
            {
                throw new ArgumentException($"logits[{i}]: got {logits[i]}, expected a finite number.", nameof(logits));
            }

            largest = MathF.Max(largest, logits[i]);
        }

        return float.IsFinite(largest)
            ? largest
            : throw new ArgumentException("logits: all are negative infinity, expected a finite one.", nameof(logits));
    }
}
