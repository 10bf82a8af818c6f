using ScaleNet.Evaluation.Runs;
using ScaleNet.Training.Runs;

namespace ScaleNet.Cli.Output;

/// <summary>What came of a training, as lines for a person.</summary>
internal static class TrainingText
{
    public static void Write(TextWriter output, TrainingJob job, TrainingResult result)
    {
        var status = result.Status == RunStatus.Finished ? "finished" : "stopped";
        output.WriteLine($"run          {job.RunFolder}");
        output.WriteLine($"network      {job.NetworkName}");
        output.WriteLine(FormattableString.Invariant($"epochs       {result.Last?.Epoch ?? 0} of {job.Recipe.Epochs}, {status}"));
        if (job is ClassificationJob)
        {
            output.WriteLine($"top-1 error  {Numbers.Percent(1 - result.Last?.ValidationTop1)}");
            output.WriteLine($"top-5 error  {Numbers.Percent(1 - result.Last?.ValidationTop5)}");
        }
        else
        {
            output.WriteLine($"AP           {Numbers.Percent(result.Last?.ValidationAp)}");
            output.WriteLine($"AP50         {Numbers.Percent(result.Last?.ValidationAp50)}");
        }

        output.WriteLine($"time         {Numbers.Duration(TimeSpan.FromSeconds(result.Metrics.Sum(epoch => epoch.Seconds)))}");
    }
}
