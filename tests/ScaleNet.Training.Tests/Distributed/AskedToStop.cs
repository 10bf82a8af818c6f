using ScaleNet.Training.Distributed;
using static TorchSharp.torch;

namespace ScaleNet.Training.Tests.Distributed;

/// <summary>A rank that is asked to stop at the n-th question of whether any is, whose batch is known so.</summary>
internal sealed class AskedToStop(ICollective inner, int atQuestion) : ICollective
{
    private int _questions;

    public int Rank => inner.Rank;

    public int LocalRank => inner.LocalRank;

    public int WorldSize => inner.WorldSize;

    public void Max(Span<int> values)
    {
        if (++_questions == atQuestion)
        {
            values[0] = 1;
        }

        inner.Max(values);
    }

    public bool TrySum(Tensor values) => inner.TrySum(values);

    public void Sum(Span<float> values) => inner.Sum(values);

    public void Sum(Span<double> values) => inner.Sum(values);

    public void Sum(Tensor values) => inner.Sum(values);

    public void Broadcast(Span<byte> bytes) => inner.Broadcast(bytes);

    public void Barrier() => inner.Barrier();

    public IRepeatedSum PrepareSum(Tensor values) => inner.PrepareSum(values);

    public void Abort(int exitCode) => inner.Abort(exitCode);

    public void Dispose()
    {
    }
}
