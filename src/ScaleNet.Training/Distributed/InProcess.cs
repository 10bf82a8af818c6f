using System.Runtime.ExceptionServices;
using static TorchSharp.torch;

namespace ScaleNet.Training.Distributed;

/// <summary>Ranks that are threads of one process. Sums are always taken in the order of the ranks: for tests.</summary>
/// <remarks><b>Determinism:</b> the same values give the same bits, however fast each thread is.</remarks>
public sealed class InProcess : ICollective
{
    private readonly InProcessGroup _group;

    private InProcess(InProcessGroup group, int rank)
    {
        _group = group;
        Rank = rank;
    }

    /// <inheritdoc/>
    public int Rank { get; }

    /// <inheritdoc/>
    public int LocalRank => Rank;

    /// <inheritdoc/>
    public int WorldSize => _group.Size;

    /// <summary>Does the work once for every rank, each on a thread of its own.</summary>
    /// <exception cref="Exception">That of the first rank that failed; the other ranks are ended by it.</exception>
    public static void Run(int worldSize, Action<ICollective> work)
    {
        using var group = new InProcessGroup(worldSize);
        Exception? cause = null;
        var threads = Enumerable.Range(0, worldSize).Select(rank => new Thread(() => RunRank(group, rank, work, Note))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        if (cause is not null)
        {
            ExceptionDispatchInfo.Throw(cause);
        }

        // It is noted before the other ranks are told, so that what they fail with comes later, whatever it is.
        bool Note(Exception problem)
        {
            Interlocked.CompareExchange(ref cause, problem, null);
            return true;
        }
    }

    /// <inheritdoc/>
    public void Sum(Span<float> values) => _group.Combine(Rank, values, static (a, b) => a + b);

    /// <inheritdoc/>
    public void Sum(Span<double> values) => _group.Combine(Rank, values, static (a, b) => a + b);

    /// <inheritdoc/>
    public void Sum(Tensor values) => HostValues.Sum(this, values);

    /// <inheritdoc/>
    public bool TrySum(Tensor values)
    {
        try
        {
            Sum(values);
            return true;
        }
        catch (CollectiveException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Max(Span<int> values) => _group.Combine(Rank, values, static (a, b) => Math.Max(a, b));

    /// <inheritdoc/>
    public void Broadcast(Span<byte> bytes) => _group.Combine(Rank, bytes, static (first, _) => first);

    /// <inheritdoc/>
    public void Barrier() => _group.Meet();

    /// <inheritdoc/>
    public IRepeatedSum PrepareSum(Tensor values) => new LateSum(this, values);

    /// <inheritdoc/>
    public void Abort(int exitCode) => _group.Abort(Rank, exitCode);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static void RunRank(InProcessGroup group, int rank, Action<ICollective> work, Func<Exception, bool> note)
    {
        using var collective = new InProcess(group, rank);
        try
        {
            work(collective);
        }
        catch (Exception problem) when (note(problem))
        {
            collective.Abort(exitCode: 1);
        }
    }

    // Threads of one process have nothing to gain from an early beginning.
    private sealed class LateSum(InProcess collective, Tensor values) : IRepeatedSum
    {
        private readonly HostValues _host = new(values);

        public void Begin() => _host.Take();

        public void Progress()
        {
        }

        public void Wait()
        {
            _host.Sum(collective);
            _host.GiveBack();
        }

        public void Dispose() => _host.Dispose();
    }
}
