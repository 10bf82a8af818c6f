using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Output;
using ScaleNet.Cli.Speed;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Modeling.Backend;
using ScaleNet.Training.Logs;
using ScaleNet.Training.Recipes;
using ScaleNet.Training.Runs;
using TorchSharp;

namespace ScaleNet.Cli.Trials;

/// <summary>Two steps through everything that a training does, in a folder that is removed.</summary>
internal static class DryRun
{
    private const int Steps = 2;
    private const int SecondDigits = 3;

    /// <summary>Trains, evaluates, and writes checkpoints, logs and predictions.</summary>
    /// <returns>What was measured; null when it was stopped, and on a rank other than the first.</returns>
    public static TrialResult? Run(CommandContext context, TrainingJob job)
    {
        var folder = Directory.CreateTempSubdirectory("scalenet-dry-run-").FullName;
        try
        {
            var isCuda = job.Device?.type == DeviceType.CUDA;
            var free = isCuda ? CudaDevice.FreeBytes() : null;
            var timer = new TrialClock(context.Clock);
            using var log = new RunLog(context.Clock, job.LogInterval);
            var observer = new CompositeObserver(timer, log);
            var result = new Trainer(Shorten(job, folder), observer, context.Clock).Run(context.Stop);
            return result.Status == RunStatus.Finished && (job.Ranks?.Rank ?? 0) == 0
                ? Measured(job, timer, isCuda ? free - CudaDevice.FreeBytes() : null)
                : null;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Writes it for a person.</summary>
    public static void Write(TextWriter output, TrialResult trial)
    {
        output.WriteLine($"network      {trial.Network}, {Numbers.Count(trial.Parameters)} parameters, {Numbers.Macs(trial.Macs)} MACs");
        output.WriteLine($"step         {Numbers.Fixed(trial.SecondsPerStep, SecondDigits)} s for {Numbers.Count(trial.BatchSize)} images");
        output.WriteLine(
            $"epoch        about {Numbers.Duration(TimeSpan.FromSeconds(trial.SecondsPerEpoch))} for {Numbers.Count(trial.StepsPerEpoch)} steps, without the test");
        output.WriteLine(
            $"training     about {Numbers.Duration(TimeSpan.FromSeconds(trial.SecondsPerEpoch * trial.Epochs))} for {Numbers.Count(trial.Epochs)} epochs");
        output.WriteLine($"memory       {Numbers.Bytes(trial.PeakMemory)} at most");
        if (trial.DeviceMemory is { } device)
        {
            output.WriteLine($"CUDA memory  {Numbers.Bytes(device)}");
        }
    }

    private static TrainingJob Shorten(TrainingJob job, string folder)
    {
        var recipe = job.Recipe;
        var steps = Math.Max(1, job.TrainImages / recipe.BatchSize);
        return job with
        {
            RunFolder = folder,
            Mode = RunMode.New,
            LimitBatches = Steps,
            CheckpointEverySteps = 1,
            Recipe = recipe with
            {
                Epochs = 1,
                LearningRate = recipe.LearningRateAt(0, steps), // as in the long training: the highest one may need its warm-up
                Schedule = new LearningRateSchedule { Kind = ScheduleKind.MultiStep },
                Mixing = recipe.Mixing is { } mixing ? mixing with { OffEpoch = 0 } : null,
            },
        };
    }

    private static TrialResult Measured(TrainingJob job, TrialClock timer, long? deviceMemory)
    {
        var steps = Math.Min(job.TrainImages / job.Recipe.BatchSize, job.LimitBatches ?? int.MaxValue);
        return new TrialResult
        {
            Network = job.NetworkName,
            Parameters = timer.Start!.Parameters,
            Macs = timer.Start.Macs,
            BatchSize = job.Recipe.BatchSize,
            SecondsPerStep = timer.Step.TotalSeconds,
            StepsPerEpoch = steps,
            SecondsPerEpoch = timer.Step.TotalSeconds * steps,
            Epochs = job.Recipe.Epochs,
            PeakMemory = ResidentPeak.Read(),
            DeviceMemory = deviceMemory,
        };
    }
}
