using ScaleNet.Training.Runs;

namespace ScaleNet.Training.Tasks;

/// <summary>How the images of a step are dealt to processes and to batches whose gradients are added.</summary>
internal static class StepSplit
{
    /// <summary>What is wrong with it.</summary>
    public static IEnumerable<string> Problems(TrainingJob job)
    {
        var processes = job.Ranks?.WorldSize ?? 1;
        var parts = job.Recipe.Accumulation * processes;
        if (job.Recipe.BatchSize % parts != 0)
        {
            yield return $"its recipe takes {job.Recipe.BatchSize} images a step, which cannot be dealt to {parts} batches alike "
                + $"({processes} processes, {job.Recipe.Accumulation} batches each)";
        }

        if (job.TrainImages < job.Recipe.BatchSize)
        {
            yield return $"its recipe takes batches of {job.Recipe.BatchSize}, there are {job.TrainImages} images";
        }
    }
}
