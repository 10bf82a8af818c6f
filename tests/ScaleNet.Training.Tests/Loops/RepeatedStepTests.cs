using ScaleNet.Data.Images;
using ScaleNet.Modeling;
using ScaleNet.Training.Loops;

namespace ScaleNet.Training.Tests.Loops;

public sealed class RepeatedStepTests
{
    [Fact]
    public void A_step_that_is_repeated_learns_its_images()
    {
        Tiny.UseOneThread();
        var shape = new ImageShape(1, 28, 28);
        var random = new Random(3);
        float[] images = [.. Enumerable.Range(0, 4 * shape.Length).Select(_ => random.NextSingle())];
        using var module = new GraphModule(Tiny.Network.Lower());
        ModuleState.Initialize(module, seed: 1);
        using var step = new RepeatedStep(module, Tiny.Recipe with { LabelSmoothing = 0 }, images, shape);

        double[] losses = [.. Enumerable.Range(0, 10).Select(_ => step.Run())];

        Assert.True(losses[^1] < losses[0] / 2, string.Join(' ', losses));
    }
}
