using System.Globalization;
using Google.Protobuf;
using ScaleNet.Evaluation.Runs;
using Tensorboard;

namespace ScaleNet.Training.Logs;

/// <summary>A file of scalars for TensorBoard, one for each session of a run.</summary>
/// <remarks>
/// The messages are TorchSharp's. Its <c>SummaryWriter</c> is not used: it opens the file anew for every number, and can neither
/// say where a resumed run goes on nor count steps beyond 32 bits.
/// </remarks>
internal sealed class EventFile
{
    private const string FormatVersion = "brain.Event:2"; // what TensorBoard expects first of all
    private const string NameFormat = "D10"; // sorts by time until the year 2286

    private readonly TimeProvider _clock;
    private readonly AppendBuffer _file;

    /// <summary>Begins a file; it is there after the first <see cref="Flush"/>.</summary>
    /// <param name="runFolder">The run.</param>
    /// <param name="firstStep">
    /// The step that comes next: TensorBoard drops what older files say of it and of later ones, since the run went back.
    /// </param>
    /// <param name="clock">Dates the events.</param>
    public EventFile(string runFolder, long firstStep, TimeProvider clock)
    {
        _clock = clock;
        _file = new AppendBuffer(NextPath(runFolder, clock.GetUtcNow().ToUnixTimeSeconds()));
        Add(new Event { FileVersion = FormatVersion });
        Add(new Event { Step = firstStep, SessionLog = new SessionLog { Status = SessionLog.Types.SessionStatus.Start } });
    }

    /// <summary>Adds the numbers of a step; null ones are left out.</summary>
    public void Add(long step, params ReadOnlySpan<(string Tag, double? Value)> scalars)
    {
        var summary = new Summary();
        foreach (var (tag, value) in scalars)
        {
            if (value is { } number)
            {
                summary.Value.Add(new Summary.Types.Value { Tag = tag, SimpleValue = (float)number });
            }
        }

        Add(new Event { Step = step, Summary = summary });
    }

    /// <summary>Writes what was added.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    public void Flush() => _file.Flush();

    private void Add(Event content)
    {
        content.WallTime = (_clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds;
        _file.Add(EventRecord.Frame(content.ToByteArray()));
    }

    // TensorBoard reads the files in the order of their names, and never goes back to one: each must follow all others, even
    // when two sessions begin in one second or a clock was put back.
    private static string NextPath(string runFolder, long now)
    {
        if (RunLayout.EventFiles(runFolder) is [.., var newest] && long.TryParse(
            Path.GetFileName(newest).AsSpan(RunLayout.EventFilePrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var second))
        {
            now = Math.Max(now, second + 1);
        }

        var name = RunLayout.EventFilePrefix + now.ToString(NameFormat, CultureInfo.InvariantCulture);
        return Path.Combine(RunLayout.TensorBoardPath(runFolder), name);
    }
}
