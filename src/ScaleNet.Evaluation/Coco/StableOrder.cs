namespace ScaleNet.Evaluation.Coco;

/// <summary>Orders that keep what is equal in its old order: COCO's numbers depend on it wherever scores are equal.</summary>
internal static class StableOrder
{
    /// <summary>The indices of the keys from the smallest key up; the keys are sorted in place.</summary>
    public static int[] Sort<T>(T[] keys)
        where T : IEquatable<T>
    {
        var order = new int[keys.Length];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        // The library's sort is quick for numbers but not stable: what is equal is put in order behind it.
        Array.Sort(keys, order);
        for (int start = 0, end; start < keys.Length; start = end)
        {
            end = start + 1;
            while (end < keys.Length && keys[end].Equals(keys[start]))
            {
                end++;
            }

            Array.Sort(order, start, end - start);
        }

        return order;
    }
}
