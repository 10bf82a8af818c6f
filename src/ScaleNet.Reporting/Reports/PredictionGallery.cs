using System.Buffers.Text;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Reporting.Markup;

namespace ScaleNet.Reporting.Reports;

/// <summary>Example images with what the network says of them, right or wrong in words.</summary>
internal static class PredictionGallery
{
    public static void Write(ReportPage page, IReadOnlyList<ExamplePrediction> predictions, string runFolder)
    {
        var right = predictions.Count(IsRight);
        page.Markup.Element(
            "p",
            $"{right} of these {predictions.Count} are right. " +
            "They are examples; the error above is counted on all validation images.");
        page.Markup.Start("ul", ("class", "gallery"));
        for (var i = 0; i < predictions.Count; i++)
        {
            WriteExample(page.Markup, predictions[i], PngOf(predictions[i], i, runFolder));
        }

        page.Markup.End();
    }

    private static bool IsRight(ExamplePrediction example) => example.Predicted[0].Class == example.TrueClass;

    private static string PngOf(ExamplePrediction example, int index, string runFolder) =>
        // The PNG signature, so that a broken picture is found here and not by the reader of the report.
        Base64.IsValid(example.Image) && example.Image.StartsWith("iVBORw0KGgo", StringComparison.Ordinal)
            ? "data:image/png;base64," + example.Image
            : throw new RunFolderException(
                $"{RunLayout.PathOf(runFolder, RunLayout.PredictionsFile)} $[{index}].image: " +
                "not a PNG in base64. Evaluate again.");

    private static void WriteExample(MarkupWriter markup, ExamplePrediction example, string png)
    {
        var right = IsRight(example);
        markup.Start("li", ("class", right ? "card" : "card wrong"));
        markup.Start("figure");
        markup.Void("img", ("src", png), ("alt", $"Example image of class {example.TrueClass}"));
        markup.Start("figcaption");
        markup.Element("span", right ? "Right" : $"Wrong: it is {example.TrueClass}", ("class", "verdict"));
        markup.Start("ol");
        foreach (var guess in example.Predicted)
        {
            markup.Start("li");
            markup.Text(guess.Class + " ");
            markup.Element("span", NumberText.Percent(guess.Probability, "F1"), ("class", "probability"));
            markup.End();
        }

        markup.End();
        markup.End();
        markup.End();
        markup.End();
    }
}
