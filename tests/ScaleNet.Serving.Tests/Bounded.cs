using System.Diagnostics;

namespace ScaleNet.Serving.Tests;

/// <summary>Waiting that ends.</summary>
internal static class Bounded
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>Waits until something is so, at most a minute.</summary>
    public static async Task UntilAsync(Func<bool> isSo)
    {
        for (var clock = Stopwatch.StartNew(); !isSo(); await Task.Delay(TimeSpan.FromMilliseconds(1)))
        {
            Assert.True(clock.Elapsed < Longest, "what was waited for did not come");
        }
    }
}
