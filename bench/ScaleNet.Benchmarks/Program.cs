using System.Diagnostics;
using System.Globalization;
using ScaleNet.Benchmarks;
using ScaleNet.Modeling.Backend;
using static TorchSharp.torch;

// The parent starts one process a setting, in rounds (A B C, A B C, ...), so that drifts of the machine meet all alike, and so
// that each has its own peak of memory. Arguments: MODEL BATCH infer|train [ROUNDS].
const int InferenceRepeats = 9;
const int TrainingRepeats = 3;
const int DefaultRounds = 3;

if (args is ["child", var childModel, var childBatch, var childKind, var index])
{
    var train = childKind == "train";
    NativeBackend.Initialize();
    set_num_threads(Environment.ProcessorCount);
    var setting = (train ? Setting.Training : Setting.Inference)[int.Parse(index, CultureInfo.InvariantCulture)];
    var milliseconds = Measurement.Run(
        childModel, int.Parse(childBatch, CultureInfo.InvariantCulture), train, setting,
        train ? TrainingRepeats : InferenceRepeats);
    using var self = Process.GetCurrentProcess();
    Console.WriteLine(FormattableString.Invariant($"{milliseconds} {self.PeakWorkingSet64}"));
    return 0;
}

if (args is ["parity", "cpu" or "cuda"])
{
    try
    {
        return Parity.Run(args[1]) ? 0 : 1;
    }
    catch (NativeBackendException problem)
    {
        Console.Error.WriteLine($"error: {problem.Message}");
        return 2;
    }
}

if (args is ["allocate"])
{
    AllocationTimes.Run();
    return 0;
}

if (args is ["detection"])
{
    NativeBackend.Initialize();
    set_num_threads(Environment.ProcessorCount);
    DetectionTimes.Run();
    return 0;
}

if (args is not [var model, var batch, "infer" or "train", ..])
{
    Console.Error.WriteLine("usage: MODEL BATCH infer|train [ROUNDS], or: parity cpu|cuda, or: allocate, or: detection");
    return 2;
}

Comparison.Run(
    model, batch, args[2], args.Length > 3 ? int.Parse(args[3], CultureInfo.InvariantCulture) : DefaultRounds);
return 0;
