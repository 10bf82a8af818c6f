using ScaleNet.Modeling;
using ScaleNet.Training.Optimization;
using ScaleNet.Training.Recipes;
using static TorchSharp.torch;

namespace ScaleNet.Training.Tests.Optimization;

public sealed class GradientClipperTests : IDisposable
{
    private const double Tolerance = 1e-5; // float32

    private readonly GraphModule _module;
    private readonly IReadOnlyList<TrainedParameter> _parameters;

    public GradientClipperTests()
    {
        Tiny.UseOneThread();
        _module = new GraphModule(Tiny.Network.Lower());
        ModuleState.Initialize(_module, seed: 1);
        _parameters = TrainedParameter.Of([_module], decayBatchNorm: true);
        using var scope = NewDisposeScope();
        _module.call(ones(2, 1, 28, 28)).square().sum().backward();
    }

    public void Dispose() => _module.Dispose();

    [Fact]
    public void The_norm_is_that_of_all_gradients_together()
    {
        var expected = Math.Sqrt(Gradients().Sum(value => (double)value * value));

        Assert.Equal(expected, new GradientClipper(null).Clip(_parameters), Tolerance * expected);
    }

    [Fact]
    public void Without_a_limit_nothing_changes()
    {
        var before = Gradients();

        new GradientClipper(null).Clip(_parameters);

        Assert.Equal(before, Gradients());
    }

    [Fact]
    public void A_norm_above_the_limit_is_brought_down_to_it_by_one_factor()
    {
        var before = Gradients();
        var norm = new GradientClipper(new GradientClipping { Limit = 0.5 }).Clip(_parameters);

        var factor = 0.5 / (norm + 1e-6);
        Assert.True(norm > 0.5);
        Assert.All(before.Zip(Gradients()), pair => Assert.Equal(pair.First * factor, pair.Second, Tolerance));
    }

    [Fact]
    public void A_norm_below_the_limit_stays()
    {
        var before = Gradients();

        new GradientClipper(new GradientClipping { Limit = 1e9 }).Clip(_parameters);

        Assert.Equal(before, Gradients());
    }

    [Fact]
    public void Values_are_cut_off_at_their_limit()
    {
        var before = Gradients();

        new GradientClipper(new GradientClipping { Limit = 0.01, Mode = ClipMode.Value }).Clip(_parameters);

        Assert.Equal(before.Select(value => Math.Clamp(value, -0.01f, 0.01f)), Gradients());
    }

    [Fact]
    public void Gradients_whose_squares_a_float32_does_not_hold_are_limited_too()
    {
        var before = Gradients();
        using (no_grad())
        {
            _parameters[0].Value.grad!.fill_(1e30f);
        }

        var norm = new GradientClipper(new GradientClipping { Limit = 0.5 }).Clip(_parameters);

        var count = _parameters[0].Value.numel();
        Assert.Equal(1, norm / (1e30 * Math.Sqrt(count)), Tolerance);
        Assert.Equal(0.5 / Math.Sqrt(count), Gradients()[0], Tolerance);
        Assert.Equal(before.Length, Gradients().Count(float.IsFinite));
    }

    [Theory]
    [InlineData(ClipMode.Norm)]
    [InlineData(ClipMode.Value)]
    public void Gradients_that_are_not_finite_stay_for_the_search(ClipMode mode)
    {
        using (no_grad())
        {
            _parameters[0].Value.grad![0] = float.PositiveInfinity;
        }

        var before = Gradients();

        Assert.Equal(double.PositiveInfinity, new GradientClipper(new GradientClipping { Limit = 0.5, Mode = mode }).Clip(_parameters));
        Assert.Equal(before, Gradients());
    }

    private float[] Gradients()
    {
        using var scope = NewDisposeScope();
        return [.. _parameters.SelectMany(parameter => parameter.Value.grad!.contiguous().data<float>().ToArray())];
    }
}
