using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Networks;
using ScaleNet.Cli.Prediction;
using ScaleNet.Cli.Trials;
using ScaleNet.Data;
using ScaleNet.Data.Datasets;
using ScaleNet.Deployment.Inference;
using ScaleNet.Deployment.Quantization;

namespace ScaleNet.Cli.Quantization;

/// <summary>The images that a word after <c>--calibrate</c> means.</summary>
/// <param name="Word">A data set as <c>--data</c> takes it, or a folder of pictures.</param>
/// <param name="Images">Images to calibrate with.</param>
/// <param name="Compared">Images to compare with.</param>
/// <param name="NeedsSelection">Whether as many again are wanted, to choose with.</param>
internal sealed record CalibrationSource(string Word, int Images, int Compared, bool NeedsSelection)
{
    /// <summary>Opens them, prepared for a model.</summary>
    /// <remarks>
    /// Of a data set the ranges are measured on training images, spread over the classes, and everything is judged on test images.
    /// Of a folder of pictures, other pictures are compared than were calibrated with, as far as there are enough.
    /// </remarks>
    /// <exception cref="DatasetException">There are no such images, or the model takes others.</exception>
    public QuantizationImages Open(CommandContext context, ModelDescription model) =>
        IsDataSet(Word) ? OfDataSet(context, model) : OfPictures(context, model);

    private static bool IsDataSet(string word) =>
        word is DataChoice.Fashion or DataChoice.Embedded or DataChoice.MultiScaleFashion || ImageFolders.IsAt(word) || FashionMnist.IsAt(word);

    private QuantizationImages OfDataSet(CommandContext context, ModelDescription model)
    {
        var data = DataChoice.Load(Word, DataChoice.IsOfAnySize(Word) ? model.Preprocessing.Height : null);
        var hasLabels = data.Train.ClassNames.Count == model.Classes
            && (model.ClassNames is null || model.ClassNames.SequenceEqual(data.Train.ClassNames));
        if (!hasLabels)
        {
            context.SayNotes([$"the classes of {data.Source} are not the model's, so that its labels are not used"]);
        }

        var calibration = ImageSelection.Spread(data.Train, Math.Min(Images, data.Train.Count));
        var test = ImageSelection.Spread(data.Test, Math.Min(NeedsSelection ? 2 * Compared : Compared, data.Test.Count));
        return NeedsSelection
            ? new QuantizationImages(Prepare(calibration), Prepare(Every(test, second: true)), Prepare(Every(test, second: false)))
            : new QuantizationImages(Prepare(calibration), Prepare(test));

        CalibrationImages Prepare(ImageSelection images) => new(images.Samples(model.Preprocessing, augmentation: null), hasLabels);
    }

    private static ImageSelection Every(ImageSelection images, bool second) =>
        new(images, [.. Enumerable.Range(0, images.Count).Where(index => index % 2 == (second ? 1 : 0))]);

    private QuantizationImages OfPictures(CommandContext context, ModelDescription model)
    {
        if (!Directory.Exists(Word))
        {
            throw new DatasetException(
                $"--calibrate: there is no folder '{Word}', expected {DataChoice.Fashion}, {DataChoice.Embedded}, "
                + $"{DataChoice.MultiScaleFashion} or a folder of pictures. Check the path.");
        }

        var files = PictureFiles.Find([Word], recursive: true);
        if (files.FirstOrDefault(file => file.Problem is not null) is { } bad)
        {
            throw new DatasetException(bad.Problem!);
        }

        var chosen = Spread(files.Count, Images).ToHashSet();
        int[] others = [.. Enumerable.Range(0, files.Count).Where(index => !chosen.Contains(index))];
        if (others.Length == 0 && Compared > 0)
        {
            context.SayNotes([$"{Word} holds {files.Count} pictures, all of which calibrate; the models are compared on the same ones"]);
            others = [.. chosen.Order()];
        }

        return new QuantizationImages(
            Prepare([.. chosen.Order()]), Prepare([.. Spread(others.Length, Compared).Select(place => others[place])]));

        CalibrationImages Prepare(int[] places) => new(
            new EncodedImageSet(new PictureList(Word, [.. places.Select(place => files[place].Path)])).Samples(model.Preprocessing, augmentation: null),
            hasLabels: false);
    }

    // Folders list class after class: neighbours would show few of them.
    private static IEnumerable<int> Spread(int count, int wanted) =>
        Enumerable.Range(0, Math.Min(wanted, count)).Select(i => (int)((long)i * count / Math.Min(wanted, count)));
}
