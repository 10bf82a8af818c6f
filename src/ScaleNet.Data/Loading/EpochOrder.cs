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

    /// <summary>A random order, every one equally likely (Fisher and Yates).</summary>
    /// <remarks>
    /// <b>Determinism:</b> a function of (seed, epoch) alone; the generator is our own, see <see cref="SampleRandom"/>.
    /// </remarks>
    public static int[] Shuffled(int count, long seed, int epoch)
    {
        var order = Sequential(count);
        var random = SampleRandom.ForOrder(seed, epoch);
        for (int last = count - 1; last > 0; last--)
        {
            int other = random.NextInt32(last + 1);
            (order[last], order[other]) = (order[other], order[last]);
        }

        return order;
    }
}
