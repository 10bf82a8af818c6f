using ScaleNet.Architecture.Graphs.Operations;
using TorchSharp;
using static ScaleNet.Modeling.Execution.HeldScalars;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ScaleNet.Modeling.Execution;

/// <summary>Batch normalisation, also of a map that stands for its own enlargement by replication.</summary>
internal static class BatchNormalization
{
    /// <summary>The normalised map, which the caller owns; in training the running statistics move.</summary>
    /// <param name="op">Constants.</param>
    /// <param name="x">[N, C, H, W].</param>
    /// <param name="state">Scale, shift and running statistics.</param>
    /// <param name="training">Whether the batch's statistics are used.</param>
    /// <param name="enlargeTo">Height and width of the map that x stands for; null if it stands for itself.</param>
    /// <param name="exchange">In training, with whom the batch's statistics are shared; null for the batch's own.</param>
    public static Tensor Run(
        BatchNormOp op, Tensor x, StateModule state, bool training, long[]? enlargeTo, StatisticsExchange? exchange)
    {
        if (training && exchange is not null)
        {
            return RunJoint(op, x, state, enlargeTo, exchange);
        }

        if (enlargeTo is null)
        {
            return Normalize(op, x, state, state.Get("running_var"), training);
        }

        var values = x.shape[0] * x.shape[2] * x.shape[3];
        if (training && values == 1)
        {
            // libtorch refuses to take the variance of a single value, though its replicas are many.
            using var enlarged = Enlarge(x, enlargeTo);
            return Normalize(op, enlarged, state, state.Get("running_var"), training);
        }

        // The backward pass keeps the variance that it is given, so the corrected one is written to another tensor.
        using var variance = state.Get("running_var").clone();
        using var normalized = Normalize(op, x, state, variance, training);
        if (training)
        {
            Correct(op, state.Get("running_var"), variance, values, x.shape[0] * enlargeTo[0] * enlargeTo[1]);
        }

        return Enlarge(normalized, enlargeTo);
    }

    private static Tensor RunJoint(
        BatchNormOp op, Tensor x, StateModule state, long[]? enlargeTo, StatisticsExchange exchange)
    {
        if (enlargeTo is null)
        {
            return JointBatchNorm.Normalize(op, x, state, exchange, replicas: 1);
        }

        var replicas = enlargeTo[0] * enlargeTo[1] / (x.shape[2] * x.shape[3]);
        using var normalized = JointBatchNorm.Normalize(op, x, state, exchange, replicas);
        return Enlarge(normalized, enlargeTo);
    }

    private static Tensor Normalize(BatchNormOp op, Tensor x, StateModule state, Tensor variance, bool training)
    {
        if (training)
        {
            using var _ = no_grad();
            state.Get("num_batches_tracked").add_(One, One);
        }

        return F.batch_norm(
            x,
            state.Get("running_mean"),
            variance,
            state.Get("weight"),
            state.Get("bias"),
            training,
            op.Momentum,
            op.Epsilon);
    }

    private static Tensor Enlarge(Tensor x, long[] size) => F.interpolate(x, size, mode: InterpolationMode.Nearest);

    // The running variance is the unbiased one: n / (n - 1) times the batch's, where n counts the replicas. `moved` is
    // (1 - m) old + m v(values); wanted is (1 - m) old + m v(replicas).
    private static void Correct(BatchNormOp op, Tensor running, Tensor moved, long values, long replicas)
    {
        using var _ = no_grad();
        var ratio = replicas / (replicas - 1.0) / (values / (values - 1.0));
        using var factor = ratio.ToScalar();
        using var rest = ((1 - op.Momentum) * (1 - ratio)).ToScalar();
        using var scaled = moved.mul(factor);
        running.mul_(rest).add_(scaled, One);
    }
}
