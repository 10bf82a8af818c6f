using System.Diagnostics;
using System.Runtime.InteropServices;
using ScaleNet.Cli.Networks;
using ScaleNet.Cli.Steps;
using ScaleNet.Deployment.Export;
using ScaleNet.Modeling.Backend;
using ScaleNet.Modeling.Execution;
using static TorchSharp.torch;

namespace ScaleNet.Cli.Speed;

/// <summary>Times one network inside this process.</summary>
internal static class Measurement
{
    /// <summary>Seed of the weights: their values change no time.</summary>
    public const int Seed = 0;

    /// <exception cref="BenchException">The device failed.</exception>
    public static Measured Run(MeasureRequest request)
    {
        try
        {
            var workload = request.Workload;
            if (workload.Engine == BenchEngine.Onnx)
            {
                return Time(workload, freeBefore: null, Processor.Name, () => ModelFileName.Is(request.Network)
                    ? new ModelFileCall(request.Network, workload)
                    : new OnnxCall(Network(request), workload));
            }

            TorchThreads.Use(workload.Threads);
            return workload.Device == BenchDevice.Cuda ? OnCuda(request) : OnCpu(request);
        }
        catch (ExternalException problem)
        {
            var reason = problem.Message.Split('\n')[0].Trim();
            throw new BenchException(
                FormattableString.Invariant($"{request.Network}: libtorch failed at a batch of {request.Workload.Batch}: {reason}"), problem);
        }
    }

    private static Measured OnCpu(MeasureRequest request) =>
        Time(request.Workload, freeBefore: null, Processor.Name, () => Prepare(request, CPU));

    private static Measured OnCuda(MeasureRequest request)
    {
        var device = CudaDevice.Require();
        var isExact = request.Precision != BenchPrecision.Tf32;
        backends.cuda.matmul.allow_tf32 = !isExact;
        backends.cudnn.allow_tf32 = !isExact;
        using var first = zeros(1, device: CUDA); // makes the context, which is no part of a network's memory
        CudaDevice.Synchronize();
        return Time(request.Workload, CudaDevice.FreeBytes(), device.Name, () => Prepare(request, CUDA));
    }

    private static IRepeatedCall Prepare(MeasureRequest request, Device device)
    {
        var options = request.Precision == BenchPrecision.BFloat16
            ? new ExecutionOptions { Precision = ComputePrecision.BFloat16 }
            : new ExecutionOptions();
        return request.Workload.Training
            ? new TrainingCall(NetworkSource.Find(request.Network, new()).Spec, Seed, request.Workload, options, device)
            : new TorchCall(Network(request), request.Workload, options, device);
    }

    private static ExportedNetwork Network(MeasureRequest request) => ExportSource.Random(request.Network, Seed);

    private static Measured Time(Workload workload, long? freeBefore, string deviceName, Func<IRepeatedCall> prepare)
    {
        using var call = prepare();
        var isPeakOfCalls = ResidentPeak.TryReset();
        for (var i = 0; i < workload.WarmUp; i++)
        {
            call.Run();
        }

        var times = new double[workload.Calls];
        for (var i = 0; i < times.Length; i++)
        {
            var started = Stopwatch.GetTimestamp();
            call.Run();
            times[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        var deviceBytes = freeBefore is { } free ? free - CudaDevice.FreeBytes() : null;
        return new Measured(times, ResidentPeak.Read(), isPeakOfCalls, deviceBytes, deviceName);
    }
}
