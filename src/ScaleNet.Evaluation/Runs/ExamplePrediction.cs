namespace ScaleNet.Evaluation.Runs;

/// <summary>One example image and what the network says of it: an element of <c>predictions.json</c>.</summary>
/// <param name="Image">The image as a PNG file in base64.</param>
/// <param name="TrueClass">Name of the class that the data set gives.</param>
/// <param name="Predicted">The most probable classes, best first; at least one.</param>
public sealed record ExamplePrediction(string Image, string TrueClass, IReadOnlyList<ClassProbability> Predicted)
{
    /// <summary>Reads <c>predictions.json</c>; empty when the run wrote none.</summary>
    /// <exception cref="RunFolderException">The file is not as expected.</exception>
    public static IReadOnlyList<ExamplePrediction> ReadAll(string runFolder)
    {
        var path = RunLayout.PathOf(runFolder, RunLayout.PredictionsFile);
        if (!File.Exists(path))
        {
            return [];
        }

        var predictions = RunJson.Read<List<ExamplePrediction>>(path);
        for (var i = 0; i < predictions.Count; i++)
        {
            if (predictions[i] is not { Predicted.Count: > 0 })
            {
                throw new RunFolderException(
                    $"{path} $[{i}].predicted: got no class, expected at least one. Evaluate again.");
            }
        }

        return predictions;
    }

    /// <summary>Writes <c>predictions.json</c> atomically; the folder must exist.</summary>
    public static void WriteAll(string runFolder, IReadOnlyList<ExamplePrediction> predictions) =>
        RunJson.Write(RunLayout.PathOf(runFolder, RunLayout.PredictionsFile), predictions);
}
