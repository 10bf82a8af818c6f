using ScaleNet.Data.Datasets;

namespace ScaleNet.Data.Scenes;

/// <summary>
/// Multi-scale Fashion-MNIST: every garment at a random size and place on a larger canvas, with texture and clutter, so that
/// a network must recognise it at many scales.
/// </summary>
/// <remarks>
/// <para>
/// Image i of a part is made of garment i of the same part of Fashion-MNIST and has its label; its clutter is of that part too.
/// Painted in this order, one grey channel:
/// </para>
/// <list type="number">
/// <item>The ground: value noise (octaves from cells of half the canvas down to 2 px, each 0.4 to 0.8 times as strong as the
/// coarser one) around a middle level of 20 to 100, with a contrast of 30 to 200 levels.</item>
/// <item>3 to 8 fragments: rectangles of 0.3 to 0.5 times the width and the height of other garments, so never more than a quarter
/// of one; long side 4 px to the smaller of a quarter of the canvas and 3/4 of the garment's, at any place.</item>
/// <item>The garment, whole and on top: cut out by its own pixels, long side from the larger of 12 px and 1/6 of the canvas up to the
/// whole canvas, proportions kept, anywhere where all of it is seen.</item>
/// </list>
/// <para>
/// Both kinds of sizes are log-uniform; all else is uniform. Garment and fragments keep 190/255 to all of their brightness; bright
/// and dark are not exchanged. An image that is all black gives a scene without a garment.
/// </para>
/// <para>
/// <b>Determinism:</b> an image is a function of the seed, the part, its index and the part's images: the number of processors, the
/// machine and how many images are asked for change nothing, and the first N are those of the whole set.
/// </para>
/// </remarks>
public static class MultiScaleFashion
{
    /// <summary>Usual side of the canvas, px.</summary>
    public const int DefaultSize = 64;

    /// <summary>Least side of the canvas, px.</summary>
    public const int LeastSize = 32;

    /// <summary>Most side of the canvas, px.</summary>
    public const int MostSize = 256;

    /// <summary>The seed of the set that studies use; another makes another set of the same kind.</summary>
    public const int DefaultSeed = 1;

    private const int TrainPart = 0;
    private const int TestPart = 1;

    /// <summary>Makes the set.</summary>
    /// <param name="fashion">Grey images in memory, bright on black; their labels are shared, their pixels are not.</param>
    /// <param name="size">Side of the canvas, px, from 32 to 256.</param>
    /// <param name="seed">Determines all sizes, places, textures and fragments.</param>
    /// <param name="trainImages">Makes only the first ones to train; all when null.</param>
    /// <param name="testImages">Makes only the first ones to test; all when null.</param>
    /// <returns>Sets in memory; mean and deviation are those of the images made to train.</returns>
    /// <exception cref="DatasetException">
    /// The images are not grey ones in memory, there are fewer than asked for, or the set is above 2 GiB.
    /// </exception>
    public static ImageClassificationData Create(
        ImageClassificationData fashion, int size = DefaultSize, int seed = DefaultSeed, int? trainImages = null, int? testImages = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, LeastSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, MostSize);
        var train = Paint(fashion.Train, trainImages, size, new SceneStream(seed, TrainPart));
        return new ImageClassificationData
        {
            Train = train,
            Test = Paint(fashion.Test, testImages, size, new SceneStream(seed, TestPart)),
            Source = FormattableString.Invariant($"multi-scale Fashion-MNIST, {size} px, seed {seed}, of {fashion.Source}"),
            Preprocessing = train.MeasurePreprocessing(),
        };
    }

    private static ImageSet Paint(IImageDataset part, int? images, int size, SceneStream stream)
    {
        if (part is not ImageSet { Channels: 1 } garments)
        {
            throw new DatasetException(
                $"{part.Name}: got pictures in files or in colour, expected grey images in memory. Make scenes of Fashion-MNIST.");
        }

        int count = images ?? garments.Count;
        if (count < 1 || count > garments.Count)
        {
            throw new DatasetException(
                $"{part.Name}: got {count} as the number of scenes, expected 1 to {garments.Count}, one a garment. Ask for so many.");
        }

        int most = Array.MaxLength / (size * size);
        if (count > most)
        {
            throw new DatasetException(
                $"{part.Name}: {count} scenes of {size} px are above 2 GiB, expected at most {most}. Ask for fewer, or a smaller canvas.");
        }

        return SceneSet.Paint(garments, count, size, stream, Environment.ProcessorCount);
    }
}
