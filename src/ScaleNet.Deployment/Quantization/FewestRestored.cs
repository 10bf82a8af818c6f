namespace ScaleNet.Deployment.Quantization;

/// <summary>Finds the fewest of some steps that are enough, where more steps help at least as much as fewer.</summary>
internal static class FewestRestored
{
    /// <summary>Tries 0, 1, 2, 4, ... steps until they are enough, then halves the doubt.</summary>
    /// <param name="most">All steps, which are enough if nothing else is.</param>
    /// <param name="isEnough">Whether so many are.</param>
    public static int Find(int most, Func<int, bool> isEnough)
    {
        var (tooFew, enough) = (-1, 0);
        while (enough < most && !isEnough(enough))
        {
            (tooFew, enough) = (enough, Math.Min(most, Math.Max(1, 2 * enough)));
        }

        while (enough - tooFew > 1 && tooFew >= 0)
        {
            var middle = (tooFew + enough) / 2;
            if (isEnough(middle))
            {
                enough = middle;
            }
            else
            {
                tooFew = middle;
            }
        }

        return enough;
    }
}
