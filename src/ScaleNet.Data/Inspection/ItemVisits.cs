using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace ScaleNet.Data.Inspection;

/// <summary>Visits the items of a set in their order on several threads, each with a tool of its own.</summary>
/// <remarks>Neighbours are visited at about the same time, so a shard is loaded once for all threads.</remarks>
/// <param name="count">Items.</param>
/// <param name="open">Makes the tool of a thread.</param>
/// <param name="visit">Visits one item.</param>
internal sealed class ItemVisits<TTool>(int count, Func<TTool> open, Action<TTool, int> visit)
    where TTool : IDisposable
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(100);

    private readonly object _gate = new();
    private readonly List<TTool> _tools = [];
    private Exception? _failure;
    private volatile bool _isStopped;
    private int _next;
    private int _done;
    private int _running;

    /// <summary>Visits all; the tools, which are disposed, hold what they gathered.</summary>
    /// <exception cref="OperationCanceledException">The plan was told to stop.</exception>
    public IReadOnlyList<TTool> Run(InspectionPlan plan)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(plan.Workers);
        _running = Math.Min(plan.Workers, count);
        Thread[] threads =
        [
            .. Enumerable.Range(0, _running).Select(i =>
                new Thread(() => Work(plan.Stop)) { IsBackground = true, Name = $"inspection worker {i}" }),
        ];
        try
        {
            Array.ForEach(threads, thread => thread.Start());
            Await(plan);
        }
        finally
        {
            _isStopped = true;
            Array.ForEach(threads, thread => thread.Join());
        }

        if (_failure is not null)
        {
            ExceptionDispatchInfo.Throw(_failure);
        }

        plan.Stop.ThrowIfCancellationRequested();
        plan.Progress?.Invoke(count, count);
        return _tools;
    }

    private void Await(InspectionPlan plan)
    {
        lock (_gate)
        {
            while (_running > 0)
            {
                Monitor.Wait(_gate, ProgressInterval);
                plan.Progress?.Invoke(Volatile.Read(ref _done), count);
            }
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "It is thrown again on the calling thread.")]
    private void Work(CancellationToken stop)
    {
        try
        {
            using var tool = open();
            lock (_gate)
            {
                _tools.Add(tool);
            }

            while (!_isStopped && !stop.IsCancellationRequested && Interlocked.Increment(ref _next) - 1 is var index && index < count)
            {
                visit(tool, index);
                Interlocked.Increment(ref _done);
            }
        }
        catch (Exception problem)
        {
            Interlocked.CompareExchange(ref _failure, problem, null);
            _isStopped = true;
        }
        finally
        {
            lock (_gate)
            {
                _running--;
                Monitor.Pulse(_gate);
            }
        }
    }
}
