using ScaleNet.Data.Datasets;
using ScaleNet.Data.Images;

namespace ScaleNet.Data.Tests.Loading;

/// <summary>Images of 4 x 4 pixels whose every pixel tells which image it is of.</summary>
internal static class TinySet
{
    public static readonly Preprocessing Preprocessing = new(1, 4, 4, [0.5f], [0.5f]);

    public static ImageSet Create(int count) => new(
        "tiny",
        ["even", "odd"],
        Preprocessing.Shape,
        [.. Enumerable.Range(0, count * 16).Select(i => (byte)((i / 16) + (i % 16)))],
        [.. Enumerable.Range(0, count).Select(i => i % 2)]);
}
