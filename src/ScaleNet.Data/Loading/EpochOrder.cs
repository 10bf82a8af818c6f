using ScaleNet.Data.Transforms;

namespace ScaleNet.Data.Loading;

/// <summary>The order in which an epoch visits the samples.</summary>
internal static class EpochOrder
{
    /// <summary>The set's own order.</summary>
    public static int[] Sequential(int count)
    {
        var order = new int[count];
        for (int i = 0; i < count; i++)
        {
            order[i] = i;
        }

        return order;
    }

    /// <summary>A random order: of the groups, and of the samples in each (Fisher and Yates).</summary>
    /// <param name="groupSizes">Sizes of runs of neighbours that stay together; with one group, every order is equally likely.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="epoch">From 0.</param>
    /// <remarks>
    /// <b>Determinism:</b> a function of (sizes, seed, epoch) alone; the generator is our own, see <see cref="SampleRandom"/>.
    /// </remarks>
    public static int[] Shuffled(IReadOnlyList<int> groupSizes, long seed, int epoch)
    {
        var random = SampleRandom.ForOrder(seed, epoch);
        var groups = Sequential(groupSizes.Count);
        Shuffle(groups, ref random);
        var starts = new int[groupSizes.Count];
        for (int group = 1; group < starts.Length; group++)
        {
            starts[group] = starts[group - 1] + groupSizes[group - 1];
        }

        var order = new int[groupSizes.Sum()];
        int place = 0;
        foreach (int group in groups)
        {
            var part = order.AsSpan(place, groupSizes[group]);
            for (int i = 0; i < part.Length; i++)
            {
                part[i] = starts[group] + i;
            }

            Shuffle(part, ref random);
            place += part.Length;
        }

        return order;
    }

    private static void Shuffle(Span<int> items, ref SampleRandom random)
    {
        for (int last = items.Length - 1; last > 0; last--)
        {
            int other = random.NextInt32(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }
}
