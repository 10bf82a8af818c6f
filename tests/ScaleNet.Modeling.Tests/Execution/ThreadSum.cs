using System.Runtime.InteropServices;
using ScaleNet.Modeling.Execution;
using static TorchSharp.torch;

namespace ScaleNet.Modeling.Tests.Execution;

/// <summary>Adds the sums of two threads that stand for processes.</summary>
internal sealed class ThreadSum(Barrier barrier, double[]?[] parts, int rank) : IStatisticsSum
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20); // a thread that has failed comes no more

    public bool TrySum(Tensor values)
    {
        Assert.Equal(ScalarType.Float64, values.dtype);
        var numbers = MemoryMarshal.Cast<byte, double>(values.bytes);
        parts[rank] = numbers.ToArray();
        if (!barrier.SignalAndWait(Patience))
        {
            return false;
        }

        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = parts.Sum(part => part![i]);
        }

        return barrier.SignalAndWait(Patience);
    }
}
