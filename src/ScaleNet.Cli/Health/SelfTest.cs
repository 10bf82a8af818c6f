using ScaleNet.Cli.Networks;
using ScaleNet.Cli.Speed;
using ScaleNet.Data.Images;
using ScaleNet.Modeling.Backend;
using TorchSharp;

namespace ScaleNet.Cli.Health;

/// <summary>Uses each of the native libraries once.</summary>
internal static class SelfTest
{
    private const string Network = "resnet11_small";
    private const int Side = 28;
    private const int PictureSide = 8;
    private const int Colours = 3;

    /// <summary>Finds what works and what does not.</summary>
    public static IEnumerable<Finding> Run()
    {
        yield return Try("libtorch", Torch);
        yield return Try("CUDA", () => torch.cuda.is_available() ? CudaDevice.Require().Name : "none", isEssential: false);
        yield return Try("training step", () => Step(BenchEngine.Torch, isTraining: true));
        yield return Try("ONNX Runtime", () => Step(BenchEngine.Onnx, isTraining: false));
        yield return Try("pictures", Pictures);
        yield return Try("Fashion-MNIST", () => DataChoice.Load(DataChoice.Fashion).Source);
    }

    /// <summary>A look; an error becomes what was found.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage(
        "Design", "CA1031", Justification = "Whatever breaks is the result: a library that is missing may fail in any way.")]
    internal static Finding Try(string name, Func<string> look, bool isEssential = true)
    {
        try
        {
            return new Finding(name, look());
        }
        catch (Exception problem)
        {
            var cause = problem is TypeInitializationException { InnerException: { } inner } ? inner : problem;
            return new Finding(name, cause.Message.Split('\n')[0].Trim(), isEssential);
        }
    }

    private static string Torch()
    {
        NativeBackend.Initialize();
        return FormattableString.Invariant($"{torch.__version__}, {torch.get_num_threads()} threads, {NativeBackend.Folder ?? "beside the program"}");
    }

    private static string Step(BenchEngine engine, bool isTraining)
    {
        var workload = new Workload
        {
            Engine = engine,
            Device = BenchDevice.Cpu,
            Training = isTraining,
            Batch = 2,
            Size = Side,
            WarmUp = 1,
            Calls = 1,
            Threads = 1,
        };
        var measured = Measurement.Run(new MeasureRequest(Network, BenchPrecision.Float32, workload));
        return $"works ({Network}, 2 images: {Output.Numbers.Fixed(measured.Milliseconds[0], 1)} ms)";
    }

    private static string Pictures()
    {
        var pixels = new byte[PictureSide * PictureSide * Colours];
        using var file = new MemoryStream(ImageEncoder.EncodeRgbPng(pixels, PictureSide, PictureSide));
        var picture = ImageDecoder.Decode(file, "self test");
        return FormattableString.Invariant($"encoded and decoded {picture.Width}x{picture.Height} px");
    }
}
