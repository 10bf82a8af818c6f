namespace ScaleNet.Data.Loading;

/// <summary>Makes any one batch of an epoch; several threads use it at once, each with a reader of its own.</summary>
/// <typeparam name="TReader">The tool of a thread.</typeparam>
/// <typeparam name="TBatch">What it makes.</typeparam>
internal interface IBatchAssembler<TReader, TBatch>
    where TReader : class, IDisposable
    where TBatch : class, IDisposable
{
    /// <summary>The tool of one thread; the caller owns it.</summary>
    TReader OpenReader();

    /// <summary>The batch, or null when stopped before it was complete.</summary>
    /// <param name="batchIndex">Of the plan's part of the epoch.</param>
    /// <param name="reader">The calling thread's.</param>
    /// <param name="stop">Gives up between samples.</param>
    /// <exception cref="DatasetException">A sample could not be prepared; the message names it.</exception>
    TBatch? TryAssemble(int batchIndex, TReader reader, CancellationToken stop);
}
