using System.Diagnostics;
using ScaleNet.Architecture.Zoo;
using ScaleNet.Evaluation.Statistics;
using ScaleNet.Modeling;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ScaleNet.Benchmarks;

/// <summary>Times one setting inside this process.</summary>
internal static class Measurement
{
    private const int Side = 224;
    private const int WarmUps = 2;

    /// <summary>Median milliseconds of a call.</summary>
    public static double Run(string model, int batch, bool train, Setting setting, int repeats)
    {
        using var module = new GraphModule(Catalog.Get(model).Spec.Lower(), setting.Options);
        ModuleState.Initialize(module, seed: 1);
        using var image = randn(batch, 3, Side, Side);
        if (train)
        {
            return Train(module, image, batch, repeats);
        }

        module.eval();
        using var folded = setting.Fold ? InferenceModule.Create(module, splitForSide: setting.Split ? Side : null) : null;
        using var gradient = no_grad();
        return Median(repeats, () => (folded ?? module).call(image).Dispose());
    }

    private static double Train(GraphModule module, Tensor image, int batch, int repeats)
    {
        using var labels = zeros(batch, ScalarType.Int64);
        using var optimizer = optim.SGD(module.parameters(), 1e-3, momentum: 0.9, weight_decay: 1e-4);
        return Median(repeats, () =>
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            F.cross_entropy(module.call(image), labels).backward();
            optimizer.step();
        });
    }

    private static double Median(int repeats, Action call)
    {
        for (var i = 0; i < WarmUps; i++)
        {
            call();
        }

        var times = new List<double>();
        for (var i = 0; i < repeats; i++)
        {
            var watch = Stopwatch.StartNew();
            call();
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        return SampleSummary.Of(times).Median;
    }
}
