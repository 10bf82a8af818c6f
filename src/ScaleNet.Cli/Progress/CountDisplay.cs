using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Output;
using Spectre.Console;

namespace ScaleNet.Cli.Progress;

/// <summary>Shows how far a count has come: a bar on a terminal; elsewhere a line soon after the start and one a minute.</summary>
internal static class CountDisplay
{
    /// <summary>Does something that tells how much is done and how much there is.</summary>
    public static T Run<T>(CommandContext context, string label, Func<Action<int, int>, T> work) => context.IsInteractive
        ? context.Log.Progress().AutoClear(true).Start(progress =>
        {
            var bar = progress.AddTask(Markup.Escape(label));
            return work((done, total) => (bar.MaxValue, bar.Value) = (total, done));
        })
        : work(Lines(context, label));

    private static Action<int, int> Lines(CommandContext context, string label)
    {
        long? last = null;
        return (done, total) =>
        {
            if (done == total || (last is { } time && context.Clock.GetElapsedTime(time) < EpochLines.UsualSilence))
            {
                return;
            }

            last = context.Clock.GetTimestamp();
            context.Say($"{label}: {Numbers.Count(done)} of {Numbers.Count(total)} pictures");
        };
    }
}
