using ScaleNet.Architecture;

namespace ScaleNet.Cli.Speed;

/// <summary>What every network of a comparison has to do.</summary>
internal sealed record Workload
{
    public required BenchEngine Engine { get; init; }

    public required BenchDevice Device { get; init; }

    /// <summary>Whether it is a training step; else it is inference.</summary>
    public required bool Training { get; init; }

    /// <summary>Images at once.</summary>
    public required int Batch { get; init; }

    /// <summary>Side of the images, px.</summary>
    public required int Size { get; init; }

    /// <summary>Calls before the first that counts, in every process.</summary>
    public required int WarmUp { get; init; }

    /// <summary>Calls that count, in every process.</summary>
    public required int Calls { get; init; }

    /// <summary>Threads that compute.</summary>
    public required int Threads { get; init; }

    /// <summary>Refuses what no engine can do, before anything is loaded.</summary>
    /// <exception cref="SpecException">The choices do not go together.</exception>
    public void Require(IEnumerable<BenchPrecision> precisions)
    {
        if (Engine == BenchEngine.Onnx && Device == BenchDevice.Cuda)
        {
            throw new SpecException(
                "--engine onnx --device cuda: the ONNX Runtime of this program computes on the processor only. Use --engine torch.");
        }

        if (Engine == BenchEngine.Onnx && Training)
        {
            throw new SpecException("--engine onnx --training: ONNX models do not learn. Use --engine torch.");
        }

        foreach (var precision in precisions)
        {
            if (Engine == BenchEngine.Onnx && precision == BenchPrecision.BFloat16)
            {
                throw new SpecException(
                    "--engine onnx --precision bfloat16: exported models compute in float32. Use --engine torch.");
            }

            if (Device == BenchDevice.Cpu && precision == BenchPrecision.Tf32)
            {
                throw new SpecException("--precision tf32: numbers of CUDA devices, the processor has none. Use float32.");
            }
        }
    }
}
