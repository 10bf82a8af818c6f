using ScaleNet.Architecture.Allocation;
using ScaleNet.Architecture.Graphs.Operations;
using ScaleNet.Modeling;
using ScaleNet.Training.Optimization;
using static TorchSharp.torch;

namespace ScaleNet.Training.Tests.Optimization;

public sealed class GammaRegularizerTests : IDisposable
{
    private const double Strength = 0.5;

    private readonly GraphModule _module;
    private readonly CostRegularizer _cost;

    public GammaRegularizerTests()
    {
        Tiny.UseOneThread();
        _module = new GraphModule(Tiny.Seed.Lower());
        ModuleState.Initialize(_module, seed: 1);
        _cost = CostRegularizer.Of(_module.Graph, 28, 28, CostKind.Macs, threshold: 0.01, branchesOnly: true);
        using var scope = NewDisposeScope();
        _module.call(ones(2, 1, 28, 28)).square().sum().backward();
    }

    public void Dispose() => _module.Dispose();

    [Fact]
    public void The_gammas_of_branches_get_its_gradient_on_top_of_their_own()
    {
        using var scope = NewDisposeScope();
        var before = Gradients();

        new GammaRegularizer([_module], _cost, Strength).AddGradients();

        var gammas = _cost.Keys.SelectMany(key => Parameter(key).data<float>().ToArray()).ToArray();
        var expected = new float[gammas.Length];
        _cost.Evaluate(gammas, expected);
        var place = 0;
        foreach (var (key, after) in Gradients())
        {
            var added = after.Zip(before[key], (now, then) => (double)now - then).ToArray();
            if (_cost.Keys.Contains(key))
            {
                Assert.All(added.Zip(expected[place..(place += added.Length)]), pair => Assert.Equal(Strength * pair.Second, pair.First, 1e-5));
                Assert.All(added, value => Assert.NotEqual(0, value));
            }
            else
            {
                Assert.All(added, value => Assert.Equal(0, value));
            }
        }

        Assert.Equal(expected.Length, place);
    }

    [Fact]
    public void Frozen_gammas_stay_without_a_gradient()
    {
        using var scope = NewDisposeScope();
        var frozen = _module.Graph.Nodes.Where(node => node.Op is BatchNormOp && node.Path.StartsWith("layer1", StringComparison.Ordinal));
        foreach (var node in frozen)
        {
            Parameter($"{node.Path}.weight").grad = null;
        }

        new GammaRegularizer([_module], _cost, Strength).AddGradients();

        Assert.Null(Parameter("layer1.0.bn2.0.weight").grad);
        Assert.NotNull(Parameter("layer2.0.bn2.0.weight").grad);
    }

    private TorchSharp.Modules.Parameter Parameter(string key) => _module.named_parameters().Single(parameter => parameter.name == key).parameter;

    private Dictionary<string, float[]> Gradients() => _module.named_parameters()
        .OrderBy(parameter => _cost.Keys.IndexOf(parameter.name)) // the pressed ones in their order
        .ToDictionary(parameter => parameter.name, parameter => parameter.parameter.grad!.contiguous().data<float>().ToArray());
}
