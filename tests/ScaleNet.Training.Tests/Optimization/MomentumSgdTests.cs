using ScaleNet.Architecture;
using ScaleNet.Architecture.Weights;
using ScaleNet.Modeling;
using ScaleNet.Training.Optimization;
using static TorchSharp.torch;

namespace ScaleNet.Training.Tests.Optimization;

public sealed class MomentumSgdTests
{
    private const int Steps = 5;
    private const float Tolerance = 1e-6f; // same operations in the same order; a fused one may round once less

    [Theory]
    [InlineData(0.0, false, 0.0)]
    [InlineData(0.9, false, 0.0)]
    [InlineData(0.9, false, 0.01)]
    [InlineData(0.9, true, 0.01)]
    public void It_moves_parameters_as_the_library_s_optimizer_does(double momentum, bool nesterov, double decay)
    {
        Tiny.UseOneThread();
        using var scope = NewDisposeScope();
        var recipe = Tiny.Recipe with { Momentum = momentum, Nesterov = nesterov, WeightDecay = decay };
        var ours = Start();
        var theirs = new TorchSharp.Modules.Parameter(Start().detach());
        using var sgd = new MomentumSgd([new TrainedParameter("a", ours, Decays: true)], recipe);
        using var reference = optim.SGD([theirs], learningRate: 0.1, momentum, 0, decay, nesterov);

        for (var step = 0; step < Steps; step++)
        {
            sgd.ClearGradients();
            Loss(ours).backward();
            sgd.Step(0.1);
            reference.zero_grad();
            Loss(theirs).backward();
            reference.step();
        }

        Assert.NotEqual(Start().data<float>().ToArray(), ours.data<float>().ToArray());
        Assert.Equal(0, (ours - theirs).abs().max().item<float>(), Tolerance);
    }

    [Fact]
    public void Restored_buffers_go_on_bit_for_bit()
    {
        Tiny.UseOneThread();
        using var scope = NewDisposeScope();
        var (straight, resumed) = (Start(), Start());
        using var first = new MomentumSgd([new TrainedParameter("a", straight, Decays: true)], Tiny.Recipe);
        using var before = new MomentumSgd([new TrainedParameter("a", resumed, Decays: true)], Tiny.Recipe);
        Descend(first, straight, 4);
        Descend(before, resumed, 2);

        using var after = new MomentumSgd([new TrainedParameter("a", resumed, Decays: true)], Tiny.Recipe);
        after.Load(before.Save(new Dictionary<string, string>()), "file");
        Descend(after, resumed, 2);

        Assert.Equal(straight.data<float>().ToArray(), resumed.data<float>().ToArray());
    }

    [Fact]
    public void Buffers_of_another_network_are_refused()
    {
        Tiny.UseOneThread();
        using var scope = NewDisposeScope();
        using var sgd = new MomentumSgd([new TrainedParameter("a", Start(), Decays: true)], Tiny.Recipe);

        var stray = Assert.Throws<CheckpointException>(() => sgd.Load(File("b", 6), "m.safetensors"));
        var wide = Assert.Throws<CheckpointException>(() => sgd.Load(File("a", 7), "m.safetensors"));

        Assert.Equal("m.safetensors: momentum of 'b', which the network does not have.", stray.Message);
        Assert.Equal("m.safetensors: momentum of 'a' is Float32 [7], expected Float32 [6].", wide.Message);
    }

    [Fact]
    public void Weight_decay_may_leave_out_batch_norms_and_biases()
    {
        using var module = new GraphModule(Tiny.Network.Lower());

        var all = TrainedParameter.Of([module], decayBatchNorm: true);
        var some = TrainedParameter.Of([module], decayBatchNorm: false);

        Assert.All(all, parameter => Assert.True(parameter.Decays));
        Assert.Equal(
            all.Select(parameter => parameter.Key).Where(key => key.Contains("conv", StringComparison.Ordinal)
                || key.EndsWith("downsample.0.weight", StringComparison.Ordinal) || key == "fc.weight"),
            some.Where(parameter => parameter.Decays).Select(parameter => parameter.Key));
    }

    [Fact]
    public void What_does_not_decay_stays_where_it_has_no_gradient()
    {
        Tiny.UseOneThread();
        using var scope = NewDisposeScope();
        var (decaying, resting) = (Start(), Start());
        using var sgd = new MomentumSgd(
            [new TrainedParameter("a", decaying, Decays: true), new TrainedParameter("b", resting, Decays: false)], Tiny.Recipe);
        (0 * (decaying.sum() + resting.sum())).backward();

        sgd.Step(0.1);

        Assert.Equal(Start().data<float>().ToArray(), resting.data<float>().ToArray());
        Assert.NotEqual(Start().data<float>().ToArray(), decaying.data<float>().ToArray());
    }

    private static Tensor Start() => tensor(new[] { 1f, -2f, 0.5f, 3f, 0f, -0.25f }).requires_grad_(true);

    // Its gradient changes with the place and is not the same for all elements.
    private static Tensor Loss(Tensor x) => ((x - 0.3f).pow(2) * arange(1, 7)).mean();

    private static void Descend(MomentumSgd sgd, Tensor x, int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            sgd.ClearGradients();
            Loss(x).backward();
            sgd.Step(0.05);
        }
    }

    private static WeightFile File(string key, int length) =>
        new([KeyValuePair.Create(key, WeightTensor.FromFloat32(new float[length], length))]);
}
