using System.Collections.Concurrent;
using ScaleNet.Architecture;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Output;
using ScaleNet.Evaluation.Studies;
using ScaleNet.Training.Runs;

namespace ScaleNet.Cli.Studies;

/// <summary>Runs what is left of a study, several trainings at a time.</summary>
internal sealed class StudyRunner
{
    private readonly CommandContext _context;
    private readonly StudyRequest _request;
    private readonly StudyFolder _folder;
    private readonly StudyTrainer _trainer;
    private readonly ConcurrentDictionary<string, StudySeed> _seeds;
    private readonly Lock _writing = new();
    private readonly ConcurrentBag<Exception> _failures = [];
    private int _ended;

    public StudyRunner(CommandContext context, StudyRequest request, StudyFolder folder)
    {
        (_context, _request, _folder) = (context, request, folder);
        _trainer = new StudyTrainer(request, folder, context.Clock);
        _seeds = new(StudyLog.Seeds(folder.Path).Select(seed => KeyValuePair.Create(SeedTask.IdOf(seed), seed)));
    }

    /// <summary>Trains until all is done, or until asked to stop.</summary>
    /// <returns>Why trainings failed: they diverged, or a budget was out of reach.</returns>
    /// <exception cref="SpecException">Something of it cannot be trained; nothing was.</exception>
    public IReadOnlyCollection<Exception> Run()
    {
        var results = StudyLog.Results(_folder.Path).Select(ArmTask.IdOf);
        var done = _seeds.Keys.Concat(results).ToHashSet();
        _trainer.RequirePossible(_request.Tasks.Where(task => !done.Contains(task.Id)));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_context.Stop);
        var queue = new StudyQueue(_request.Tasks, done, stop.Token);
        _ended = _request.Tasks.Count - queue.Count;
        _context.Say(FormattableString.Invariant(
            $"{_request.Plan.Name}: {_request.Tasks.Count} trainings, {_ended} of them done, {_request.Jobs} at a time"));
        var workers = Enumerable.Range(0, _request.Jobs)
            .Select(_ => Task.Factory.StartNew(() => Work(queue, stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))
            .ToArray();
        foreach (var worker in workers)
        {
            worker.GetAwaiter().GetResult(); // throws what one of them threw; by then the others were asked to stop
        }

        return _failures;
    }

    private void Work(StudyQueue queue, CancellationTokenSource stop)
    {
        try
        {
            while (queue.Next() is { } task)
            {
                if (Train(task, stop.Token) is { } isGood)
                {
                    queue.Ended(task, isGood);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // asked to stop while it waited
        }
        catch
        {
            stop.Cancel();
            throw;
        }
    }

    /// <summary>Whether it came to a result; null if it was asked to stop.</summary>
    private bool? Train(StudyTask task, CancellationToken stop)
    {
        try
        {
            return task is SeedTask seed ? TrainSeed(seed, stop) : TrainArm((ArmTask)task, stop);
        }
        catch (Exception error) when (error is SpecException or TrainingDivergedException)
        {
            _failures.Add(error);
            Say(task, $"failed: {error.Message}");
            return false;
        }
    }

    private bool? TrainSeed(SeedTask task, CancellationToken stop)
    {
        if ((_request.Known.Find(task) ?? _trainer.Train(task, stop)) is not { } seed)
        {
            return null;
        }

        lock (_writing)
        {
            StudyLog.Append(_folder.Path, seed);
        }

        _seeds[task.Id] = seed;
        Say(task, $"error {Numbers.Percent(seed.TestError)} {Origin(seed.TakenFrom, seed.Seconds)}");
        return true;
    }

    private bool? TrainArm(ArmTask task, CancellationToken stop)
    {
        if ((_request.Known.Find(task) ?? _trainer.Train(task, task.Source is { } source ? _seeds[source.Id] : null, stop)) is not { } result)
        {
            return null;
        }

        lock (_writing)
        {
            StudyLog.Append(_folder.Path, result);
        }

        Say(task, $"error {Numbers.Percent(result.TestError)} {Origin(result.TakenFrom, result.Seconds)}, {Numbers.Macs(result.Macs)} MACs");
        return true;
    }

    private static string Origin(string? takenFrom, double seconds) =>
        takenFrom is not null ? $"of {takenFrom}" : $"in {Numbers.Duration(TimeSpan.FromSeconds(seconds))}";

    private void Say(StudyTask task, string what) => _context.Say(
        FormattableString.Invariant($"[{Interlocked.Increment(ref _ended)}/{_request.Tasks.Count}] {task.Id}: {what}"));
}
