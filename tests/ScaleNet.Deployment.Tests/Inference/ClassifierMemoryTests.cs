using Google.Protobuf;
using ScaleNet.Architecture.Tests;
using ScaleNet.Deployment.Inference;
using ScaleNet.Tests;

namespace ScaleNet.Deployment.Tests.Inference;

/// <summary>What a session keeps; no other test may allocate meanwhile.</summary>
[Collection(WholeProcess.Name)]
public sealed class ClassifierMemoryTests
{
    [Fact]
    [Trait("Tier", "slow")]
    public void A_hundred_thousand_runs_take_no_more_memory_than_the_first_ten_thousand()
    {
        const long allowed = 8 << 20; // the garbage collector's own steps; 90 bytes a run would be more
        using var classifier = OnnxClassifier.Open(TinyModels.Foreign().ToByteArray(), "foreign", new ClassifierOptions { Threads = 1 });
        var input = Draw.Image(4, 3, 4, 4);
        var scores = new float[4 * 3];
        Run(10_000);
        var before = Environment.WorkingSet;

        Run(100_000);

        Assert.InRange(Environment.WorkingSet - before, long.MinValue, allowed);

        void Run(int times)
        {
            for (var i = 0; i < times; i++)
            {
                var images = 1 + (i % 4); // the shape changes, as it does at the end of a folder
                classifier.Run(input.AsMemory(0, images * 48), scores.AsMemory(0, images * 3));
            }
        }
    }
}
