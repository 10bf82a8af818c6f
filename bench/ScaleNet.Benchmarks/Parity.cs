using System.Globalization;
using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Zoo;
using ScaleNet.Modeling;
using ScaleNet.Modeling.Backend;
using ScaleNet.Modeling.Execution;
using ScaleNet.Modeling.Tests.Reference;
using static TorchSharp.torch;

namespace ScaleNet.Benchmarks;

/// <summary>Compares what this machine computes with what the reference implementations did: the tests' files and tolerances.</summary>
internal static class Parity
{
    private const string Folder = "reference";

    // Relative to the norm of the logits, or to the loss, as in the tests.
    private const double Float32Tolerance = 1e-4;
    private const double Float64Tolerance = 1e-9;
    private const double TrainingTolerance = 1e-5;

    /// <summary>Every file, and a line for each case; whether all agree.</summary>
    /// <exception cref="NativeBackendException">There is no such device.</exception>
    public static bool Run(string deviceWord)
    {
        NativeBackend.Initialize();
        var name = deviceWord == "cuda" ? CudaDevice.Require().Name : "processor";
        var device = deviceWord == "cuda" ? CUDA : CPU;
        if (deviceWord == "cuda")
        {
            backends.cuda.matmul.allow_tf32 = false;
            backends.cudnn.allow_tf32 = false;
        }

        Console.WriteLine($"device: {name}");
        var agree = true;
        foreach (var path in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, Folder), "*.json").Order(StringComparer.Ordinal))
        {
            var file = ReferenceFile.Read(path);
            foreach (var test in file.Cases)
            {
                agree &= test.Mode == "eval"
                    ? Evaluate(file, test, ScalarType.Float32, Float32Tolerance, device) & Evaluate(file, test, ScalarType.Float64, Float64Tolerance, device)
                    : Train(file, test, device);
            }
        }

        Console.WriteLine(agree ? "parity: all agree" : "parity: DIFFERENT");
        return agree;
    }

    private static bool Evaluate(ReferenceFile file, ReferenceFile.Case test, ScalarType type, double tolerance, Device device)
    {
        using var scope = NewDisposeScope();
        using var module = Create(file, type, device);
        module.eval();
        using var gradient = no_grad();
        var logits = module.call(ReferenceFill.Image(test.Input, type).to(device)).to(ScalarType.Float64).cpu();
        var worst = test.Float64.PerSample.Select((expected, sample) => Difference(logits[sample], expected)).Max();
        var isSameClass = test.Float64.PerSample.Select((expected, sample) => logits[sample].argmax().item<long>() == expected.Argmax).All(same => same);
        return Report(file, test, type, worst, tolerance) & isSameClass;
    }

    private static double Difference(Tensor logits, ReferenceFile.Logits expected)
    {
        var first = expected.First.Select((value, i) => Math.Abs(value - logits[i].item<double>())).Max();
        return Math.Max(first, Math.Abs(expected.L2 - logits.norm().item<double>())) / expected.L2;
    }

    private static bool Train(ReferenceFile file, ReferenceFile.Case test, Device device)
    {
        using var module = Create(file, ScalarType.Float64, device);
        var run = ReferenceTraining.Run(module, test, ScalarType.Float64, steps: 1);
        var (loss, gradient) = (test.Float64.LossBeforeStep![0], test.Float64.GradientNorms![0]);
        var worst = Math.Max(Math.Abs(run.Losses[0] - loss) / loss, Math.Abs(run.GradientNorms[0] - gradient) / gradient);
        return Report(file, test, ScalarType.Float64, worst, TrainingTolerance);
    }

    // The training cases of GoogLeNet were made with a dropout of 0.
    private static GraphModule Create(ReferenceFile file, ScalarType type, Device device)
    {
        var spec = Catalog.Get(file.Model).Spec;
        spec = spec is GoogLeNetSpec googLeNet ? googLeNet with { Dropout = 0 } : spec;
        var module = new GraphModule(spec.Lower(), new ExecutionOptions(), type, device);
        ModuleState.Load(module, ReferenceFill.Weights(module.Graph), file.Model);
        return module;
    }

    private static bool Report(ReferenceFile file, ReferenceFile.Case test, ScalarType type, double worst, double tolerance)
    {
        var isGood = worst <= tolerance; // false for NaN
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{(isGood ? "ok " : "BAD")} {file.Model} {test.Describe()} {type}: {worst:E1} of {tolerance:E0} allowed"));
        return isGood;
    }
}
