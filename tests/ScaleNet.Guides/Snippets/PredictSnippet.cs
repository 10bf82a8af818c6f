#region guide
using ScaleNet.Data.Images;
using ScaleNet.Deployment.Inference;
#endregion

namespace ScaleNet.Guides.Snippets;

/// <summary>The program of <c>docs/guides/predict.md</c>; the regions are compared with it.</summary>
internal static class PredictSnippet
{
    public static void Run(TextWriter output)
    {
        #region guide
        using var network = OnnxClassifier.Open("network.onnx");
        var (input, names) = (network.Description.Preprocessing, network.Description.ClassNames);
        var picture = ImageDecoder.Decode("shoe.png", DecodeOptions.AsSeen);
        var scores = new float[network.Description.Classes];
        network.Run(ImagePreparation.ToInput(picture, input), scores);
        foreach (var guess in network.Rank(scores, k: 3))
        {
            output.WriteLine(FormattableString.Invariant($"{names?[guess.Index] ?? $"class {guess.Index}"}: {guess.Probability:P1}"));
        }
        #endregion
    }
}
