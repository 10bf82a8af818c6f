using ScaleNet.Modeling.Execution;
using ScaleNet.Tests;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ScaleNet.Modeling.Tests.Execution;

/// <summary>The networks that ScaleNets are compared with: options and foldings change how they run, not what they compute.</summary>
[Collection(WholeProcess.Name)] // counts the thread's tensors
public sealed class ComparedFamiliesTests
{
    private const double Rounding = 1e-10; // float64, through a dozen layers
    private const long DropoutSeed = 3;

    public static TheoryData<string> Names => ["seresnet", "resnext", "densenet", "googlenet"];

    public static TheoryData<string, bool, MemoryLayout> Options => new MatrixTheoryData<string, bool, MemoryLayout>(
        Names.Select(row => row.Data), [false, true], [MemoryLayout.Contiguous, MemoryLayout.ChannelsLast]);

    [Theory]
    [MemberData(nameof(Options))]
    public void Training_gives_the_same_loss_gradients_and_statistics(string name, bool inPlace, MemoryLayout layout)
    {
        using var scope = NewDisposeScope();

        var actual = Step(name, new ExecutionOptions { InPlace = inPlace, Layout = layout });

        var expected = Step(name, new ExecutionOptions { InPlace = false });
        foreach (var (key, tensor) in expected)
        {
            Assert.InRange((actual[key] - tensor).norm().item<double>(), 0, Rounding * Math.Max(1, tensor.norm().item<double>()));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Folding_keeps_the_outputs(string name)
    {
        using var scope = NewDisposeScope();
        using var module = Module(name, new ExecutionOptions());
        using (no_grad())
        {
            module.call(TinyNets.Images(6, ScalarType.Float64)); // so that the statistics are not those of a fresh network
        }

        module.eval();
        using var folded = InferenceModule.Create(module);

        var expected = module.call(TinyNets.Images(4, ScalarType.Float64));
        var actual = folded.call(TinyNets.Images(4, ScalarType.Float64));
        Assert.InRange((actual - expected).norm().item<double>(), 0, Rounding * expected.norm().item<double>());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Training_steps_leave_no_tensor_behind(string name)
    {
        using var module = Module(name, new ExecutionOptions());
        using var images = TinyNets.Images(4, ScalarType.Float64);
        using var labels = zeros(4, ScalarType.Int64);
        var live = new List<long>();

        for (var step = 0; step < 6; step++)
        {
            using var scope = NewDisposeScope();
            F.cross_entropy(module.call(images), labels).backward();
            live.Add(DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        }

        Assert.All(live.Skip(2), count => Assert.Equal(live[2], count));
    }

    private static GraphModule Module(string name, ExecutionOptions options)
    {
        var module = new GraphModule(TinyNets.Family(name).Lower(), options, ScalarType.Float64) { DropoutSeed = DropoutSeed };
        ModuleState.Initialize(module, seed: 1);

        // Gates and last batch norms that start at zero would hide what comes before them.
        using var gradient = no_grad();
        foreach (var (key, parameter) in module.named_parameters())
        {
            if (key.EndsWith("bn3.weight", StringComparison.Ordinal))
            {
                parameter.fill_(1);
            }
        }

        return module;
    }

    private static Dictionary<string, Tensor> Step(string name, ExecutionOptions options)
    {
        using var module = Module(name, options);
        var loss = F.cross_entropy(module.call(TinyNets.Images(6, ScalarType.Float64)), arange(6).remainder(5));
        loss.backward();
        var results = module.named_parameters().ToDictionary(
            pair => $"gradient of {pair.name}", pair => pair.parameter.grad!.to(ScalarType.Float64, copy: true));
        foreach (var (key, buffer) in module.named_buffers())
        {
            results[key] = buffer.to(ScalarType.Float64, copy: true);
        }

        results["loss"] = loss.detach();
        return results;
    }
}
