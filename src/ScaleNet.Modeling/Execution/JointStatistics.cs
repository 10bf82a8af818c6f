using TorchSharp;
using static ScaleNet.Modeling.Execution.HeldScalars;
using static TorchSharp.torch;

namespace ScaleNet.Modeling.Execution;

/// <summary>Mean and variance of the channels over the batches of all processes, with their gradient.</summary>
/// <remarks>
/// Shapes: a map x [N, C, H, W] to [2C + 1]: C means, C biased variances, and the number of values, in float64.
/// <b>Forward:</b> each process gives n, sum(x) and sum(x^2) of its batch, got from the batch's mean and variance. In float64 the
/// difference of the two large sums keeps what the variance needs, so that one exchange is enough.
/// <b>Backward:</b> with the sums over all processes of the statistics' gradients, dx = (dMean + 2 (x - mean) dVariance) / n.
/// </remarks>
internal sealed class JointStatistics : autograd.SingleTensorFunction<JointStatistics>
{
    private const string ExchangeKey = "exchange";
    private const string ReplicasKey = "replicas";

    private static readonly long[] AllButChannels = [0, 2, 3];

    public override string Name => nameof(JointStatistics);

    /// <summary>The statistics; the caller owns them.</summary>
    /// <param name="x">The map; borrowed.</param>
    /// <param name="exchange">How sums are added.</param>
    /// <param name="replicas">How often each value of the map counts.</param>
    /// <exception cref="InvalidOperationException">Another process has ended.</exception>
    public static Tensor Of(Tensor x, StatisticsExchange exchange, long replicas) => apply(x, exchange, replicas);

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (x, exchange, replicas) = ((Tensor)vars[0], (StatisticsExchange)vars[1], (long)vars[2]);
        using var scope = NewDisposeScope();
        var channels = x.shape[1];
        using var count = ((double)(x.shape[0] * x.shape[2] * x.shape[3] * replicas)).ToScalar();
        var (variance, mean) = var_mean(AtLeastFloat32(x), AllButChannels, unbiased: false);
        mean = mean.to(ScalarType.Float64);
        var square = variance.to(ScalarType.Float64).add_(mean.mul(mean), One);
        var sums = cat([mean, square, ones(1, ScalarType.Float64, x.device)]).mul_(count);
        if (!exchange.Sum.TrySum(sums))
        {
            throw new InvalidOperationException("Batch norm over all processes: another process has ended.");
        }

        var total = sums.narrow(0, 2 * channels, 1);
        var jointMean = sums.narrow(0, 0, channels).div(total);
        var jointVariance = sums.narrow(0, channels, channels).div(total).sub_(jointMean.mul(jointMean)).clamp_min_(Zero);

        // The context takes them after this function has ended.
        ctx.save_for_backward([x, jointMean.MoveToOuterDisposeScope(), total.MoveToOuterDisposeScope()]);
        ctx.save_data(ExchangeKey, exchange);
        ctx.save_data(ReplicasKey, replicas);
        return cat([jointMean, jointVariance, total]).MoveToOuterDisposeScope();
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var exchange = (StatisticsExchange)ctx.get_data(ExchangeKey);
        var saved = ctx.get_saved_variables();
        var (x, mean, total) = (saved[0], saved[1], saved[2]);
        var channels = x.shape[1];
        var sums = grad_output.narrow(0, 0, 2 * channels).clone();
        if (!exchange.Sum.TrySum(sums))
        {
            // No exception may leave this function; the process learns at its next exchange that the others are gone.
            sums.fill_(Nan);
        }

        using var replicas = ((long)ctx.get_data(ReplicasKey)).ToScalar();
        sums.mul_(replicas).div_(total);
        var shift = sums.narrow(0, 0, channels);
        var slope = sums.narrow(0, channels, channels).mul(Two);
        var values = AtLeastFloat32(x);
        var gradient = values.sub(PerChannel(mean, values)).mul_(PerChannel(slope, values)).add_(PerChannel(shift, values), One);
        return [exchange.Keep(gradient.to(x.dtype)), null!, null!];
    }

    private static Tensor AtLeastFloat32(Tensor x) => x.dtype == ScalarType.BFloat16 ? x.to(ScalarType.Float32) : x;

    private static Tensor PerChannel(Tensor values, Tensor map) => values.to(map.dtype).view(1, -1, 1, 1);
}
