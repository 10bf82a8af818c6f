using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Output;

namespace ScaleNet.Cli.Prediction;

/// <summary>Writes what was found in pictures: as it comes, or at the end as one document.</summary>
internal sealed class DetectionWriter(TextWriter output, bool isJson)
{
    private const int ScoreDigits = 3;
    private const int PixelDigits = 1;

    private readonly List<DetectedPicture> _document = [];

    /// <summary>Adds a picture.</summary>
    /// <param name="path">The picture.</param>
    /// <param name="found">What is in it.</param>
    public void Add(string path, IReadOnlyList<FoundObject> found)
    {
        if (isJson)
        {
            _document.Add(new DetectedPicture(path, [.. found.Select(DetectedObject.Of)]));
            return;
        }

        output.WriteLine($"{OneLine.Of(path)}: {Numbers.Count(found.Count)} {(found.Count == 1 ? "object" : "objects")}");
        foreach (var thing in found)
        {
            var box = thing.Box;
            output.WriteLine(
                $"  {OneLine.Of(thing.Category)} {Numbers.Fixed(thing.Score, ScoreDigits)} at "
                + $"x {Pixels(box.X1)} to {Pixels(box.X2)}, y {Pixels(box.Y1)} to {Pixels(box.Y2)}");
        }
    }

    /// <summary>Writes what is left.</summary>
    public void Finish()
    {
        if (isJson)
        {
            JsonOutput.Write(output, _document);
        }
    }

    private static string Pixels(double value) => Numbers.Fixed(value, PixelDigits);
}
