using ScaleNet.Data.Datasets;
using ScaleNet.Data.Images;

namespace ScaleNet.Data.Scenes;

/// <summary>The scenes of a part, painted on several processors.</summary>
internal static class SceneSet
{
    private const int ScenesAtOnce = 64; // what a processor takes: some milliseconds

    /// <summary>A scene of each of the first garments.</summary>
    /// <param name="garments">Grey images.</param>
    /// <param name="count">How many scenes.</param>
    /// <param name="side">Of the canvas, px.</param>
    /// <param name="stream">Random numbers.</param>
    /// <param name="processors">Threads that paint.</param>
    public static ImageSet Paint(ImageSet garments, int count, int side, SceneStream stream, int processors)
    {
        var shape = new ImageShape(Channels: 1, side, side);
        var pixels = GC.AllocateUninitializedArray<byte>(checked(count * shape.Length));
        Parallel.For(
            0,
            (count + ScenesAtOnce - 1) / ScenesAtOnce,
            new ParallelOptions { MaxDegreeOfParallelism = processors },
            () => new GarmentScenePainter(garments, side),
            (group, _, painter) =>
            {
                int end = Math.Min(count, (group + 1) * ScenesAtOnce);
                for (int i = group * ScenesAtOnce; i < end; i++)
                {
                    painter.Paint(i, stream.Of(i), pixels.AsSpan(i * shape.Length, shape.Length));
                }

                return painter;
            },
            _ => { });
        return ImageSet.Adopt($"multi-scale {garments.Name}", garments, shape, pixels);
    }
}
