using ScaleNet.Cli.CommandLine;
using ScaleNet.Training.Distributed;

namespace ScaleNet.Cli.Commands;

/// <summary>Runs a verb that trains together with the processes that a launcher (mpirun, srun) started with this one.</summary>
internal static class Processes
{
    /// <summary>Does the work; an error of one process ends all.</summary>
    /// <param name="context">Streams and clock.</param>
    /// <param name="work">The verb; is given whose errors it tells, and the processes.</param>
    /// <returns>The exit code.</returns>
    public static int Run(CommandContext context, Func<CommandContext, ICollective, int> work)
    {
        using var ranks = Collectives.FromEnvironment();
        return Run(context, ranks, work);
    }

    /// <inheritdoc cref="Run(CommandContext, Func{CommandContext, ICollective, int})"/>
    /// <param name="context">Streams and clock.</param>
    /// <param name="ranks">The processes; borrowed.</param>
    /// <param name="work">The verb.</param>
    internal static int Run(CommandContext context, ICollective ranks, Func<CommandContext, ICollective, int> work)
    {
        if (ranks.WorldSize == 1)
        {
            return work(context, ranks);
        }

        var own = context with { ErrorPrefix = FormattableString.Invariant($"rank {ranks.Rank} of {ranks.WorldSize}: ") };
        var isDone = false;
        var code = Application.Guard(own, () =>
        {
            var result = work(own, ranks);
            isDone = true;
            return result;
        });
        if (!isDone)
        {
            ranks.Abort(code); // the others would wait for this one for ever
        }

        return code;
    }

    /// <summary>The threads of one process when those of its machine share the processors alike.</summary>
    public static int ThreadsOfEach(ICollective ranks, int processors)
    {
        Span<double> machines = [ranks.LocalRank == 0 ? 1 : 0];
        ranks.Sum(machines);
        var onOne = (int)Math.Ceiling(ranks.WorldSize / machines[0]);
        return Math.Max(1, processors / onOne);
    }

    /// <summary>The exit code of all when one was asked to stop: signals may reach some of them only.</summary>
    public static int StopCode(CommandContext context, ICollective ranks)
    {
        Span<int> code = [context.Stop.IsCancellationRequested ? context.StopCode() : 0];
        ranks.Max(code);
        return code[0];
    }
}
