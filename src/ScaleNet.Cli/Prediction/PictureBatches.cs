using ScaleNet.Architecture;

namespace ScaleNet.Cli.Prediction;

/// <summary>Predicts pictures, several at once.</summary>
internal sealed class PictureBatches(IPictureClassifier classifier, IReadOnlyList<string> classNames)
{
    /// <summary>Pictures at once.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Classes that are named for each picture.</summary>
    public required int Top { get; init; }

    /// <summary>Predicts all pictures in their order.</summary>
    /// <param name="pictures">What is predicted.</param>
    /// <param name="report">Is given each prediction.</param>
    /// <param name="refuse">Is given the problem of each picture that has one.</param>
    /// <exception cref="SpecException">The batch does not fit into memory.</exception>
    public void Predict(IEnumerable<PreparedPicture> pictures, Action<PicturePrediction> report, Action<string> refuse)
    {
        var length = classifier.Preprocessing.Shape.Length;
        if ((long)BatchSize * Math.Max(length, classifier.Classes) > Array.MaxLength)
        {
            throw new SpecException(FormattableString.Invariant(
                $"--batch: got {BatchSize} pictures of {length} values, expected at most {Array.MaxLength} values. Take a smaller number."));
        }

        var images = new float[BatchSize * length];
        var scores = new float[BatchSize * classifier.Classes];
        var paths = new List<string>(BatchSize);
        foreach (var picture in pictures)
        {
            if (picture.Input is null)
            {
                refuse(picture.Problem!);
                continue;
            }

            picture.Input.CopyTo(images, paths.Count * length);
            paths.Add(picture.Path);
            if (paths.Count == BatchSize)
            {
                PredictBatch(paths, images, scores, report);
                paths.Clear();
            }
        }

        PredictBatch(paths, images, scores, report);
    }

    private void PredictBatch(List<string> paths, float[] images, float[] scores, Action<PicturePrediction> report)
    {
        var (length, classes) = (classifier.Preprocessing.Shape.Length, classifier.Classes);
        classifier.Run(images.AsMemory(0, paths.Count * length), scores.AsMemory(0, paths.Count * classes));
        for (var i = 0; i < paths.Count; i++)
        {
            var ranking = classifier.Rank(scores.AsSpan(i * classes, classes), Top);
            report(new PicturePrediction(
                paths[i], [.. ranking.Select(ranked => new PredictedClass(ranked.Index, classNames[ranked.Index], ranked.Probability))]));
        }
    }
}
