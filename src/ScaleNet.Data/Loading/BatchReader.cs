using System.Diagnostics.CodeAnalysis;

namespace ScaleNet.Data.Loading;

/// <summary>Prepares the batches of one epoch on background threads and gives them out in order.</summary>
/// <remarks>
/// Workers claim batch indices in order, and only while fewer than <c>prefetch</c> are claimed and not yet given out:
/// that bounds memory, and it makes <c>index % prefetch</c> a place of its own for every batch under way.
/// One consumer. A failure is given out at its own batch, so what comes before it does not depend on timing.
/// </remarks>
internal sealed class BatchReader<TReader, TBatch> : IDisposable
    where TReader : class, IDisposable
    where TBatch : class, IDisposable
{
    private readonly object _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly IBatchAssembler<TReader, TBatch> _assembler;
    private readonly Prepared?[] _prepared;
    private readonly Thread[] _workers;
    private readonly int _end;
    private int _nextToPrepare;
    private int _nextToDeliver;
    private bool _isDisposed;

    public BatchReader(IBatchAssembler<TReader, TBatch> assembler, BatchPlan plan, int firstBatch, int endBatch)
    {
        _assembler = assembler;
        _prepared = new Prepared?[plan.Prefetch];
        _nextToPrepare = firstBatch;
        _nextToDeliver = firstBatch;
        _end = endBatch;
        _workers = new Thread[Math.Min(plan.Workers, plan.Prefetch)]; // more could never work at once
        for (int i = 0; i < _workers.Length; i++)
        {
            _workers[i] = new Thread(PrepareBatches) { IsBackground = true, Name = $"batch worker {i}" };
            _workers[i].Start();
        }
    }

    /// <summary>The next batch; false after the last one.</summary>
    /// <exception cref="DatasetException">A sample of the next batch could not be prepared.</exception>
    public bool TryRead([NotNullWhen(true)] out TBatch? batch)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        batch = null;
        if (_nextToDeliver == _end)
        {
            return false;
        }

        Prepared next = TakeNext();
        if (next.Failure is not null)
        {
            // A new exception with the consumer's own stack; the worker's is inside.
            throw new DatasetException(next.Failure.Message, next.Failure);
        }

        batch = next.Batch!;
        return true;
    }

    /// <summary>
    /// Stops the workers, waits until they have ended (one sample at most), and frees what was prepared ahead.
    /// </summary>
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        lock (_gate)
        {
            _stop.Cancel();
            Monitor.PulseAll(_gate);
        }

        foreach (var worker in _workers)
        {
            worker.Join();
        }

        foreach (var prepared in _prepared)
        {
            prepared?.Batch?.Dispose();
        }

        _stop.Dispose();
    }

    private Prepared TakeNext()
    {
        int place = _nextToDeliver % _prepared.Length;
        lock (_gate)
        {
            Prepared? next;
            while ((next = _prepared[place]) is null)
            {
                Monitor.Wait(_gate);
            }

            _prepared[place] = null;
            _nextToDeliver++;
            Monitor.PulseAll(_gate);
            return next.Value;
        }
    }

    private void PrepareBatches()
    {
        TReader? reader = null;
        try
        {
            PrepareBatches(ref reader);
        }
        finally
        {
            reader?.Dispose();
        }
    }

    private void PrepareBatches(ref TReader? reader)
    {
        while (TryClaim(out int index))
        {
            var prepared = Prepare(index, ref reader);
            lock (_gate)
            {
                _prepared[index % _prepared.Length] = prepared;
                Monitor.PulseAll(_gate);
            }
        }
    }

    private bool TryClaim(out int index)
    {
        lock (_gate)
        {
            while (!_stop.IsCancellationRequested
                && _nextToPrepare < _end && _nextToPrepare - _nextToDeliver >= _prepared.Length)
            {
                Monitor.Wait(_gate);
            }

            index = _nextToPrepare;
            if (index == _end || _stop.IsCancellationRequested)
            {
                return false;
            }

            _nextToPrepare++;
            return true;
        }
    }

    // The reader is opened here, where its failure is told at a batch like any other. On a thread of its own any other exception
    // would end the process without a word to the run.
    [SuppressMessage("Design", "CA1031", Justification = "It is given out at its batch, on the consumer's thread.")]
    private Prepared? Prepare(int index, ref TReader? reader)
    {
        try
        {
            reader ??= _assembler.OpenReader();
            return _assembler.TryAssemble(index, reader, _stop.Token) is { } batch ? new Prepared(batch, null) : null;
        }
        catch (DatasetException failure)
        {
            return new Prepared(null, failure);
        }
        catch (Exception failure)
        {
            return new Prepared(null, new DatasetException(
                $"batch {index} could not be prepared ({failure.GetType().Name}: {failure.Message.TrimEnd('.')}). Look at the data set.", failure));
        }
    }

    private readonly record struct Prepared(TBatch? Batch, DatasetException? Failure);
}
