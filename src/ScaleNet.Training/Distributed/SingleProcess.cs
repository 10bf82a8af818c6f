using static TorchSharp.torch;

namespace ScaleNet.Training.Distributed;

/// <summary>One rank alone: every sum is what it was.</summary>
public sealed class SingleProcess : ICollective, IRepeatedSum
{
    /// <inheritdoc/>
    public int Rank => 0;

    /// <inheritdoc/>
    public int LocalRank => 0;

    /// <inheritdoc/>
    public int WorldSize => 1;

    /// <inheritdoc/>
    public bool TrySum(Tensor values) => true;

    /// <inheritdoc/>
    public void Sum(Span<float> values)
    {
    }

    /// <inheritdoc/>
    public void Sum(Span<double> values)
    {
    }

    /// <inheritdoc/>
    public void Sum(Tensor values)
    {
    }

    /// <inheritdoc/>
    public void Max(Span<int> values)
    {
    }

    /// <inheritdoc/>
    public void Broadcast(Span<byte> bytes)
    {
    }

    /// <inheritdoc/>
    public void Barrier()
    {
    }

    /// <inheritdoc/>
    public IRepeatedSum PrepareSum(Tensor values) => this;

    /// <inheritdoc/>
    public void Abort(int exitCode)
    {
    }

    /// <inheritdoc/>
    public void Begin()
    {
    }

    /// <inheritdoc/>
    public void Progress()
    {
    }

    /// <inheritdoc/>
    public void Wait()
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
