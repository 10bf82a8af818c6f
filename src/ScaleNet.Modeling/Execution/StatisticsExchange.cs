using static TorchSharp.torch;

namespace ScaleNet.Modeling.Execution;

/// <summary>What the batch norms of one module share when their statistics are those of all processes.</summary>
internal sealed class StatisticsExchange(IStatisticsSum sum) : IDisposable
{
    private Tensor? _gradient;

    /// <summary>How sums are added over the processes.</summary>
    public IStatisticsSum Sum { get; } = sum;

    /// <summary>
    /// Keeps the gradient that a backward function returns until the next one does: libtorch takes it after the function has
    /// ended, and left to the step's scope the gradients of all maps would be alive at the step's end.
    /// </summary>
    public Tensor Keep(Tensor gradient)
    {
        _gradient?.Dispose();
        return _gradient = gradient.DetachFromDisposeScope();
    }

    public void Dispose()
    {
        _gradient?.Dispose();
        _gradient = null;
    }
}
