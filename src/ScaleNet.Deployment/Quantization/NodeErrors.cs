namespace ScaleNet.Deployment.Quantization;

/// <summary>How much each operator's own rounding adds to its value, on calibration images.</summary>
internal static class NodeErrors
{
    private const double DecibelPerDecade = 10;

    /// <summary>The signal-to-noise ratio of every operator that computes with integers, dB; by its first output.</summary>
    /// <remarks>
    /// 10 log10 of the sum of the squared float32 values over the sum of the squared differences; infinite where there is none. Inputs
    /// are those of the float32 model, rounded: errors of the operators before do not count.
    /// </remarks>
    public static IReadOnlyDictionary<string, double> Measure(
        FloatModel model, QuantizationPlan plan, Calibration calibration, CalibrationImages images, QuantizationOptions options,
        CancellationToken stop)
    {
        var nodes = ProbeModel.Operators(plan).ToArray();
        string[] values = [.. nodes.SelectMany(node => new[] { plan.Result(node), ProbeModel.Probed(plan.Result(node)) })];
        using var session = TensorSession.Open(
            ProbeModel.Create(model, plan, calibration, options), model.Source, values, options.Threads);
        var (signal, noise) = (new double[nodes.Length], new double[nodes.Length]);
        foreach (var batch in images.Read(session.FixedBatch ?? 1, options.ProbeImages))
        {
            stop.ThrowIfCancellationRequested();
            var exact = Array.Empty<float>();
            session.Run(batch.Images, batch.Count, batch.Shape, (index, tensor) =>
            {
                if (index % 2 == 0)
                {
                    exact = tensor.ToArray();
                    return;
                }

                var (s, n) = Energies(exact, tensor);
                signal[index / 2] += s;
                noise[index / 2] += n;
            });
        }

        return Enumerable.Range(0, nodes.Length).ToDictionary(i => nodes[i].Output[0], i => Decibel(signal[i], noise[i]));
    }

    /// <summary>The ratio of two energies, dB.</summary>
    public static double Decibel(double signal, double noise) =>
        noise == 0 ? double.PositiveInfinity : DecibelPerDecade * Math.Log10(signal / noise);

    private static (double Signal, double Noise) Energies(ReadOnlySpan<float> exact, ReadOnlySpan<float> rounded)
    {
        var (signal, noise) = (0.0, 0.0);
        for (var i = 0; i < exact.Length; i++)
        {
            var difference = (double)exact[i] - rounded[i];
            signal += (double)exact[i] * exact[i];
            noise += difference * difference;
        }

        return (signal, noise);
    }
}
