using ScaleNet.Architecture.Graphs.Operations;
using TorchSharp;
using static ScaleNet.Modeling.Execution.HeldScalars;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ScaleNet.Modeling.Execution;

/// <summary>Batch normalisation in training with the statistics of all processes' batches ("SyncBN").</summary>
/// <remarks>
/// libtorch normalises with given statistics, and then takes them for constants. Their gradient goes through scale and shift
/// instead, which are multiplied by std / std = 1 and moved by (mean - mean) / std = 0, with one of each pair held constant.
/// So the large sums of the backward pass are libtorch's own, over centred values.
/// </remarks>
internal static class JointBatchNorm
{
    /// <summary>The normalised map, which the caller owns; the running statistics move, the same way in every process.</summary>
    /// <param name="op">Constants.</param>
    /// <param name="x">[N, C, H, W]; borrowed.</param>
    /// <param name="state">Scale, shift and running statistics.</param>
    /// <param name="exchange">How sums are added over the processes.</param>
    /// <param name="replicas">How often each value of the map counts, because the map is to be enlarged by replication.</param>
    /// <exception cref="InvalidOperationException">All processes together have one value a channel, or one has ended.</exception>
    public static Tensor Normalize(BatchNormOp op, Tensor x, StateModule state, StatisticsExchange exchange, long replicas)
    {
        using var scope = NewDisposeScope();
        var (weight, bias) = (state.Get("weight"), state.Get("bias"));
        var joint = JointStatistics.Of(x, exchange, replicas);
        var mean = joint.narrow(0, 0, op.Channels);
        var variance = joint.narrow(0, op.Channels, op.Channels);
        var constantMean = mean.detach();
        var constantVariance = variance.detach();
        using var epsilon = op.Epsilon.ToScalar();
        var inverse = variance.add(epsilon, One).rsqrt();
        var one = constantVariance.add(epsilon, One).sqrt().mul(inverse).to(weight.dtype);
        var zero = constantMean.sub(mean).mul(inverse).to(weight.dtype);
        Move(op, state, constantMean, constantVariance, joint.detach().narrow(0, 2 * op.Channels, 1));
        return F.batch_norm(
            x,
            constantMean.to(weight.dtype),
            constantVariance.to(weight.dtype),
            weight.mul(one),
            bias.add(zero.mul(weight), One),
            training: false,
            op.Momentum,
            op.Epsilon).MoveToOuterDisposeScope();
    }

    private static void Move(BatchNormOp op, StateModule state, Tensor mean, Tensor variance, Tensor total)
    {
        using var _ = no_grad();
        var count = total.item<double>();
        if (count <= 1)
        {
            throw new InvalidOperationException(
                "Batch norm over all processes: one value a channel has no variance. Use larger batches or images.");
        }

        using var correction = (count / (count - 1)).ToScalar();
        var unbiased = variance.mul(correction);
        Blend(state.Get("running_mean"), mean, op.Momentum);
        Blend(state.Get("running_var"), unbiased, op.Momentum);
        state.Get("num_batches_tracked").add_(One, One);
    }

    private static void Blend(Tensor running, Tensor batch, double momentum)
    {
        using var fresh = momentum.ToScalar();
        using var kept = (1 - momentum).ToScalar();
        running.mul_(kept).add_(batch.mul(fresh).to(running.dtype), One);
    }
}
