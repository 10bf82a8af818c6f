using System.Globalization;
using ScaleNet.Data.Datasets;
using ScaleNet.Data.Images;
using ScaleNet.Data.Inspection;
using ScaleNet.Evaluation.Boxes;
using ScaleNet.Evaluation.Coco;
using ScaleNet.Evaluation.Runs;

namespace ScaleNet.Data.Scenes;

/// <summary>The scenes of one part, written into their folder, and what is to be found on them.</summary>
internal sealed class DetectionScenePart
{
    private readonly IReadOnlyList<(string File, ImageSize Size, IReadOnlyList<SceneObject> Objects)> _scenes;
    private readonly IReadOnlyList<string> _classNames;

    private DetectionScenePart(
        string name, IReadOnlyList<string> classNames, IReadOnlyList<(string File, ImageSize Size, IReadOnlyList<SceneObject> Objects)> scenes)
    {
        (_classNames, _scenes) = (classNames, scenes);
        Counts = new DetectionSceneCounts(
            name, scenes.Count, scenes.Count(scene => scene.Objects.Count == 0),
            scenes.Sum(scene => scene.Objects.Count(entry => !entry.IsCrowd)), scenes.Sum(scene => scene.Objects.Count(entry => entry.IsCrowd)));
    }

    /// <summary>What it consists of.</summary>
    public DetectionSceneCounts Counts { get; }

    /// <summary>Paints and writes the images.</summary>
    /// <param name="garments">Grey images.</param>
    /// <param name="folder">Made here; its name is the part's.</param>
    /// <param name="images">How many.</param>
    /// <param name="stream">Random numbers.</param>
    /// <param name="settings">What is painted.</param>
    /// <param name="plan">Threads, progress, and the wish to stop.</param>
    public static DetectionScenePart Write(
        ImageSet garments, string folder, int images, SceneStream stream, DetectionSceneSettings settings, InspectionPlan plan)
    {
        Directory.CreateDirectory(folder);
        var scenes = new (string File, ImageSize Size, IReadOnlyList<SceneObject> Objects)[images];
        string extension = settings.Format == SceneFormat.Png ? "png" : "jpg";
        new ItemVisits<Worker>(images, () => new Worker(garments, settings), (worker, index) =>
        {
            // COCO's own names have twelve digits.
            string file = string.Create(CultureInfo.InvariantCulture, $"{index + 1:D12}.{extension}");
            scenes[index] = worker.Write(stream.Of(index), folder, file);
        }).Run(plan);
        return new DetectionScenePart(Path.GetFileName(folder), garments.ClassNames, scenes);
    }

    /// <summary>Paints the images in memory.</summary>
    /// <param name="garments">Grey images.</param>
    /// <param name="images">How many.</param>
    /// <param name="stream">Random numbers.</param>
    /// <param name="settings">What is painted.</param>
    public static IReadOnlyList<PaintedScene> Paint(ImageSet garments, int images, SceneStream stream, DetectionSceneSettings settings)
    {
        using var worker = new Worker(garments, settings);
        return
        [
            .. Enumerable.Range(0, images).Select(index =>
            {
                var (picture, _, objects) = worker.Paint(stream.Of(index));
                return new PaintedScene(picture, [.. objects.Select(entry => garments.ClassNames[entry.Class])]);
            }),
        ];
    }

    /// <summary>Writes the file of annotations: all of it, or nothing.</summary>
    public void WriteAnnotations(string path)
    {
        var images = _scenes.Index().Select(scene => new CocoImage(scene.Index + 1, scene.Item.File, scene.Item.Size.Width, scene.Item.Size.Height));
        var categories = _classNames.Index().Select(entry => new CocoCategory(entry.Index + 1, entry.Item));
        var annotations = _scenes.Index()
            .SelectMany(scene => scene.Item.Objects.Select(entry => (ImageId: scene.Index + 1, Object: entry)))
            .Index()
            .Select(entry => Annotation(entry.Index + 1, entry.Item.ImageId, entry.Item.Object));
        var instances = new CocoInstances([.. images], [.. categories], [.. annotations]);
        AtomicFile.Write(path, instances.Write);
    }

    private static CocoAnnotation Annotation(long id, long imageId, SceneObject entry) => new(
        id, imageId, entry.Class + 1, new BoxXywh(entry.Box.Left, entry.Box.Top, entry.Box.Width, entry.Box.Height), entry.Area, entry.IsCrowd);

    private sealed class Worker(ImageSet garments, DetectionSceneSettings settings) : IDisposable
    {
        private readonly DetectionScenePainter _painter = new(garments, settings);

        public (string File, ImageSize Size, IReadOnlyList<SceneObject> Objects) Write(
            Transforms.SampleRandom random, string folder, string file)
        {
            var (picture, size, objects) = Paint(random);
            File.WriteAllBytes(Path.Combine(folder, file), picture);
            return (file, size, objects);
        }

        public (byte[] Picture, ImageSize Size, IReadOnlyList<SceneObject> Objects) Paint(Transforms.SampleRandom random)
        {
            var objects = _painter.Paint(random);
            var pixels = _painter.Canvas.Pixels;
            byte[] picture = settings.Format == SceneFormat.Png
                ? ImageEncoder.EncodePng(pixels)
                : ImageEncoder.EncodeJpeg(pixels, settings.Quality);
            return (picture, new ImageSize(pixels.Height, pixels.Width), objects);
        }

        public void Dispose()
        {
        }
    }
}
