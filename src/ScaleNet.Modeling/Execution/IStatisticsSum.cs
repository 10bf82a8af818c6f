using static TorchSharp.torch;

namespace ScaleNet.Modeling.Execution;

/// <summary>Adds batch norm's sums over all processes that train one network together.</summary>
public interface IStatisticsSum
{
    /// <summary>Replaces the values by their sums over the processes, the same bits in each of them.</summary>
    /// <param name="values">[K], float64; borrowed.</param>
    /// <returns>
    /// False where another process has ended and the values mean nothing. The backward pass calls this from native code, which no
    /// exception may cross.
    /// </returns>
    bool TrySum(Tensor values);
}
