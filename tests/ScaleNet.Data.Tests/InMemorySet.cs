using ScaleNet.Data.Datasets;

namespace ScaleNet.Data.Tests;

/// <summary>The small sets of the tests are in memory.</summary>
internal static class InMemorySet
{
    public static ImageSet InMemory(this IImageDataset set) => Assert.IsType<ImageSet>(set);
}
