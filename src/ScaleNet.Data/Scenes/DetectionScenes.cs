using System.Text.Json;
using System.Text.Json.Serialization;
using ScaleNet.Data.Datasets;
using ScaleNet.Data.Detection;
using ScaleNet.Data.Inspection;
using ScaleNet.Evaluation.Runs;

namespace ScaleNet.Data.Scenes;

/// <summary>
/// Data sets for detectors in COCO's layout, made of Fashion-MNIST's garments: many sizes, covered parts, clutter and colour, with boxes
/// that are exact.
/// </summary>
/// <remarks>
/// <para>Painted in this order, red, green and blue:</para>
/// <list type="number">
/// <item>The ground: value noise as in <see cref="MultiScaleFashion"/>, from one random colour to another.</item>
/// <item>On a share of the images a crowd: 6 to 14 garments of one class in a square of 0.3 to 0.5 times the shorter side, their long sides a quarter
/// to half of it, in any order upon each other. It is annotated as one.</item>
/// <item>Garments and pieces in random order. A garment's long side is log-uniform between the two shares of the shorter side, at least
/// 12 px; it may reach beyond the edges by a third of its sides. A piece is 0.3 to 0.5 times the width and the height of a garment, with a
/// long side from 4 px to a quarter of the shorter side, and is not to be found.</item>
/// </list>
/// <para>
/// Each garment, member and piece is tinted: red, green and blue are 90/255 to all of its brightness. A thing that would leave less than
/// the least share seen of any garment or crowd, itself included, is tried at up to 20 places and then left out. Shares are
/// of pixels that are at least half opaque; boxes are the smallest that hold all such pixels which are seen, and areas are their number.
/// </para>
/// <para>
/// <b>Determinism:</b> an image is a function of the settings but the numbers of images, of its part and index, and of the part's garments;
/// the number of threads changes nothing.
/// </para>
/// </remarks>
public static class DetectionScenes
{
    /// <summary>The part to train.</summary>
    public const string TrainPart = "train";

    /// <summary>The part to evaluate.</summary>
    public const string ValidationPart = "val";

    /// <summary>The file with the settings.</summary>
    public const string SettingsFile = "scenes.json";

    private const int TrainStream = 2; // 0 and 1 are those of multi-scale Fashion-MNIST
    private const int ValidationStream = 3;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Makes a data set.</summary>
    /// <param name="fashion">Grey images in memory, bright on black: scenes to train are made of those to train, the others of those to test.</param>
    /// <param name="folder">Where it goes; empty, or not there yet. The annotations are written last: a set without them is not whole.</param>
    /// <param name="settings">What is made.</param>
    /// <param name="plan">Threads, progress, and the wish to stop.</param>
    /// <exception cref="DatasetException">The folder is not empty, or the images are no grey ones in memory.</exception>
    /// <exception cref="OperationCanceledException">It was told to stop.</exception>
    public static IReadOnlyList<DetectionSceneCounts> Write(
        ImageClassificationData fashion, string folder, DetectionSceneSettings settings, InspectionPlan plan)
    {
        settings.Validate();
        var parts = new[]
        {
            (Name: TrainPart, Garments: fashion.Train, Images: settings.TrainImages, Stream: TrainStream),
            (Name: ValidationPart, Garments: fashion.Test, Images: settings.ValidationImages, Stream: ValidationStream),
        }.Where(part => part.Images > 0).ToList();
        RequireEmpty(folder);
        int before = 0;
        int all = parts.Sum(part => part.Images);
        var written = new List<DetectionScenePart>();
        foreach (var part in parts)
        {
            int done = before;
            var progress = plan.Progress is { } told ? new Action<int, int>((now, _) => told(done + now, all)) : null;
            written.Add(DetectionScenePart.Write(
                Grey(part.Garments), Path.Combine(folder, part.Name), part.Images, new SceneStream(settings.Seed, part.Stream), settings,
                plan with { Progress = progress }));
            before += part.Images;
        }

        AtomicFile.WriteAllBytes(
            Path.Combine(folder, SettingsFile),
            JsonSerializer.SerializeToUtf8Bytes(new { fashion.Source, settings }, Json));
        Directory.CreateDirectory(Path.Combine(folder, CocoLayout.AnnotationsFolder));
        written.ForEach(part => part.WriteAnnotations(CocoLayout.AnnotationsOf(folder, part.Counts.Part)));
        return [.. written.Select(part => part.Counts)];
    }

    /// <summary>The scenes to evaluate in memory: the pictures that <see cref="Write"/> puts into files.</summary>
    /// <param name="fashion">Grey images in memory, bright on black.</param>
    /// <param name="settings">What is made, and how many of it.</param>
    /// <exception cref="DatasetException">The images are no grey ones in memory.</exception>
    public static IReadOnlyList<PaintedScene> Paint(ImageClassificationData fashion, DetectionSceneSettings settings)
    {
        settings.Validate();
        return DetectionScenePart.Paint(
            Grey(fashion.Test), settings.ValidationImages, new SceneStream(settings.Seed, ValidationStream), settings);
    }

    private static ImageSet Grey(IImageDataset part) => part is ImageSet { Channels: 1 } garments
        ? garments
        : throw new DatasetException($"{part.Name}: got pictures in files or in colour, expected grey images in memory. Make scenes of Fashion-MNIST.");

    private static void RequireEmpty(string folder)
    {
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            throw new DatasetException($"{folder}: not an empty folder, and nothing is overwritten. Choose another, or remove it.");
        }

        Directory.CreateDirectory(folder);
    }
}
