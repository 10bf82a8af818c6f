using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Output;
using ScaleNet.Deployment.Quantization;

namespace ScaleNet.Cli.Quantization;

/// <summary>What became of a model, as lines for people.</summary>
internal static class QuantiseText
{
    private const int WorstShown = 10;
    private const int DifferenceDigits = 4;
    private const double Percent = 100;

    /// <summary>Of a model of integers.</summary>
    public static void Write(TextWriter output, string path, QuantizationReport report, bool full)
    {
        WriteSize(output, path, report.Bytes, report.FloatBytes);
        output.WriteLine(FormattableString.Invariant($"weights    {Words.WeightsOf(report.Options)}, a scale for each output channel"));
        output.WriteLine(FormattableString.Invariant(
            $"values     {Words.Of(report.Options.Activations)}, ranges by {MethodOf(report.Options)} of {report.CalibrationImages} images"));
        foreach (var (name, types) in Kinds)
        {
            WriteKind(output, report, name, types);
        }

        var engine = report.EngineOperators.OrderByDescending(count => count.Value)
            .Select(count => FormattableString.Invariant($"{count.Value} {count.Key}"));
        output.WriteLine($"engine     ONNX Runtime runs {string.Join(", ", engine)}");
        WriteAgreement(output, report.Agreement);
        WriteFloat(output, report);
        output.WriteLine();
        WriteTable(output, report, full);
    }

    /// <summary>Of a model of shorter weights.</summary>
    public static void Write(TextWriter output, string path, HalfType type, ModelSizes sizes, ModelAgreement? agreement)
    {
        WriteSize(output, path, sizes.Bytes, sizes.FloatBytes);
        output.WriteLine($"weights    {Words.Of(type)}; the model computes in float32");
        WriteAgreement(output, agreement);
    }

    private static readonly (string Name, string[] Types)[] Kinds =
        [("convs", ["Conv"]), ("linear", ["Gemm", "MatMul"])];

    private static void WriteSize(TextWriter output, string path, long bytes, long floatBytes) => output.WriteLine(
        $"model      {OneLine.Of(path)} ({Numbers.Bytes(bytes)}, {Numbers.Fixed((double)bytes / floatBytes, 2)} of {Numbers.Bytes(floatBytes)})");

    private static void WriteKind(TextWriter output, QuantizationReport report, string name, string[] types)
    {
        var all = report.Operators.Where(one => types.Contains(one.Type)).ToList();
        if (all.Count > 0)
        {
            output.WriteLine(FormattableString.Invariant(
                $"{name,-10} {all.Count(one => one.State == OperatorState.Quantized)} of {all.Count} are quantised"));
        }
    }

    private static void WriteAgreement(TextWriter output, ModelAgreement? agreement)
    {
        if (agreement is null)
        {
            return;
        }

        output.WriteLine(
            $"agreement  {Numbers.Percent(agreement.Agreement)} of {Numbers.Count(agreement.Images)} images have the same first class; logits differ by "
            + $"{Numbers.Fixed(agreement.MeanDifference, DifferenceDigits)} on average, {Numbers.Fixed(agreement.LargestDifference, DifferenceDigits)} at most");
        if (agreement.LostPoints is { } lost)
        {
            output.WriteLine(
                $"accuracy   {Numbers.Percent(agreement.Accuracy)}, float32 {Numbers.Percent(agreement.FloatAccuracy)}: {Numbers.Fixed(lost, 2)} points lost");
        }
    }

    private static void WriteFloat(TextWriter output, QuantizationReport report)
    {
        var kept = report.Operators.Where(one => one.State is not (OperatorState.Quantized or OperatorState.Carried)).ToList();
        foreach (var group in kept.GroupBy(one => one.State))
        {
            output.WriteLine($"float32    {string.Join(", ", group.Select(one => $"{OneLine.Of(one.Name)} ({one.Type})").Take(WorstShown))}"
                + $"{(group.Count() > WorstShown ? $" and {group.Count() - WorstShown} more" : "")}: {Words.Of(group.Key)}");
        }
    }

    private static void WriteTable(TextWriter output, QuantizationReport report, bool full)
    {
        var measured = report.Operators.Where(one => one.SignalToNoise is not null).ToList();
        var shown = full ? measured : [.. measured.OrderBy(one => one.SignalToNoise).Take(WorstShown)];
        output.WriteLine(full || measured.Count <= WorstShown
            ? "own rounding of each operator"
            : FormattableString.Invariant($"own rounding of the {WorstShown} worst of {measured.Count} operators (--full: all)"));
        var table = new TextTable(new("operator", IsNumber: false), new("kind", IsNumber: false), new("computes in", IsNumber: false), new("weights"), new("SNR dB"));
        foreach (var one in shown)
        {
            table.Add(
                one.Name, one.Type, one.State == OperatorState.Quantized ? "integers" : "float32", Numbers.Count(one.Weights),
                double.IsFinite(one.SignalToNoise!.Value) ? Numbers.Fixed(one.SignalToNoise.Value, 1) : "exact");
        }

        table.Write(output);
    }

    private static string MethodOf(QuantizationOptions options) => options.Method == CalibrationMethod.Percentile
        ? FormattableString.Invariant($"{Words.Of(options.Method)} {Percent * options.Percentile}")
        : Words.Of(options.Method);
}
