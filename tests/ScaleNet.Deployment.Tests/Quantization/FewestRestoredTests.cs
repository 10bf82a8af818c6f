using FsCheck.Xunit;
using ScaleNet.Deployment.Quantization;

namespace ScaleNet.Deployment.Tests.Quantization;

/// <summary>The search for the fewest steps that are enough.</summary>
public sealed class FewestRestoredTests
{
    [Property]
    public void The_fewest_are_found_in_few_tries(byte most, byte needed)
    {
        var tries = 0;

        var found = FewestRestored.Find(most, count =>
        {
            tries++;
            return count >= needed;
        });

        Assert.Equal(Math.Min(most, needed), found);
        Assert.InRange(tries, 0, 18); // twice the bits of a byte, and two
    }
}
