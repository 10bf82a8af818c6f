using System.Text;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Training.Checkpoints;
using ScaleNet.Training.Tasks;

namespace ScaleNet.Training.Runs;

/// <summary>Brings a run folder into the state in which training begins or goes on.</summary>
internal sealed class RunPreparation(TrainingPlan plan, CheckpointStore checkpoints, DiskWriter disk, TimeProvider clock)
{
    private string Folder => plan.Job.RunFolder;

    /// <summary>Prepares the folder, which is allowed and locked already.</summary>
    public RunBeginning Prepare()
    {
        switch (plan.Job.Mode)
        {
            case RunMode.Resume:
                return Resume(RunInfo.Read(Folder));
            case RunMode.Overwrite when File.Exists(RunLayout.PathOf(Folder, RunLayout.RunFile)):
                _ = RunInfo.Read(Folder); // a newer version's run is not ours to delete
                RunContent.Delete(Folder, checkpoints);
                break;
        }

        return Begin(plan.NewInfo(clock.GetUtcNow()), plan.Job.InitialWeights, []);
    }

    private RunBeginning Resume(RunInfo info)
    {
        ResumeCheck.Require(info, plan);
        if (info.Status == RunStatus.Finished)
        {
            return new RunBeginning(info, null, null, []);
        }

        var notes = new List<string>();
        if (ResumeCheck.OtherSplit(plan) is { } split)
        {
            notes.Add(split);
        }

        if (checkpoints.FindNewest(withMomentum: true, notes) is not { } checkpoint)
        {
            notes.Add("there is no checkpoint to go on from: the training starts anew");
            var start = plan.Job.InitialWeights
                ?? (info.StartedFrom is { } path ? plan.Task.ReadStart(path) : null);
            return Begin(info with { Status = RunStatus.Running, EpochsDone = 0 }, start, notes);
        }

        ResumeCheck.Require(checkpoint.State, plan);
        DiskWriter.Guard(
            RunLayout.PathOf(Folder, RunLayout.MetricsFile),
            () => MetricsLog.TruncateAfter(Folder, checkpoint.State.EpochsDone));
        info = info with { Status = RunStatus.Running, EpochsDone = checkpoint.State.EpochsDone };
        Write(info);
        return new RunBeginning(info, checkpoint, null, notes);
    }

    private RunBeginning Begin(RunInfo info, IStartingWeights? start, List<string> notes)
    {
        Write(info);
        foreach (var (name, content) in plan.DescribingFiles())
        {
            disk.Write(RunLayout.PathOf(Folder, name), stream => stream.Write(Encoding.UTF8.GetBytes(content)));
        }

        var metrics = RunLayout.PathOf(Folder, RunLayout.MetricsFile);
        DiskWriter.Guard(metrics, () => MetricsLog.TruncateAfter(Folder, 0));
        notes.AddRange(start is null ? [] : [$"starts from {start.Path}", .. start.Notes]);
        return new RunBeginning(info, null, start, notes);
    }

    private void Write(RunInfo info) =>
        DiskWriter.Guard(RunLayout.PathOf(Folder, RunLayout.RunFile), () => info.Write(Folder));
}
