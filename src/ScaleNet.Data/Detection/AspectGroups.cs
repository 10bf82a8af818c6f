using ScaleNet.Evaluation.Boxes;

namespace ScaleNet.Data.Detection;

/// <summary>Deals the order of an epoch into batches of images that are all wider than high, or none is.</summary>
/// <remarks>
/// The order is gone through once; an image joins the open batch of its group, and a batch comes when it is full. What is left of a group at the
/// end is a short batch, or is dropped: the wide ones' first. So there are as many batches in every epoch.
/// </remarks>
/// <param name="isWide">Of each image; all false where images are not grouped.</param>
/// <param name="batchSize">Images of a full batch.</param>
/// <param name="dropLast">Whether short batches are left out.</param>
internal sealed class AspectGroups(bool[] isWide, int batchSize, bool dropLast)
{
    /// <summary>Batches of an epoch.</summary>
    public int BatchCount { get; } = Batches(isWide.Count(wide => wide), batchSize, dropLast)
        + Batches(isWide.Count(wide => !wide), batchSize, dropLast);

    /// <summary>Whether an image of this size is wider than high; square ones are not.</summary>
    public static bool IsWide(ImageSize size) => size.Width > size.Height;

    /// <summary>The batches of an order.</summary>
    public IReadOnlyList<int[]> Deal(IReadOnlyList<int> order)
    {
        var batches = new List<int[]>(BatchCount);
        var (wide, other) = (new List<int>(), new List<int>());
        foreach (int sample in order)
        {
            var open = isWide[sample] ? wide : other;
            open.Add(sample);
            if (open.Count == batchSize)
            {
                batches.Add([.. open]);
                open.Clear();
            }
        }

        if (!dropLast)
        {
            batches.AddRange(new[] { wide, other }.Where(open => open.Count > 0).Select(open => open.ToArray()));
        }

        return batches;
    }

    /// <summary>The next image of the same group, after the last one the first.</summary>
    public int Next(int sample)
    {
        int next = sample;
        do
        {
            next = next + 1 < isWide.Length ? next + 1 : 0;
        }
        while (isWide[next] != isWide[sample]);
        return next;
    }

    // No sum of the two, which could overflow.
    private static int Batches(int count, int size, bool dropLast) => (count / size) + (dropLast || count % size == 0 ? 0 : 1);
}
