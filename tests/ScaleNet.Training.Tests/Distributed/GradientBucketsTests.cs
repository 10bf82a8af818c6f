using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using ScaleNet.Training.Distributed;
using TorchSharp;
using static TorchSharp.torch;

namespace ScaleNet.Training.Tests.Distributed;

/// <summary>Buckets change how gradients travel, never what arrives.</summary>
public sealed class GradientBucketsTests
{
    private const int MostRanks = 4;
    private const int MostSide = 40;
    private const double BytesPerMebibyte = 1 << 20;

    // Values are small integers, so means are exact however they are summed; every third parameter has no gradient.
    [Property(MaxTest = 60)]
    [Trait("Tier", "slow")]
    public Property Any_shapes_in_buckets_of_any_size_come_back_averaged(
        NonEmptyArray<PositiveInt> sides, PositiveInt bucketBytes, PositiveInt ranks)
    {
        var worldSize = 1 << (ranks.Get % (1 + (MostRanks / 2))); // 1, 2 or 4
        var shapes = sides.Get.Select(side => new long[] { 1 + (side.Get % MostSide), 1 + (side.Get % 3) }).ToArray();
        var alike = new bool[worldSize];

        InProcess.Run(worldSize, collective =>
        {
            using var scope = NewDisposeScope();
            var parameters = shapes.Select(shape => zeros(shape).requires_grad_()).ToList();
            var state = shapes.Select((shape, i) => full(shape, Value(collective.Rank, i))).ToList();
            using var buckets = new GradientBuckets(collective, parameters, state, bucketBytes.Get / BytesPerMebibyte);
            alike[collective.Rank] = Enumerable.Range(0, 2).All(_ => IsAveraged(buckets, collective, parameters));
        });

        return alike.All(same => same).ToProperty();
    }

    [Fact]
    public void A_parameter_without_gradient_in_a_later_step_is_left_alone_and_disturbs_none() => InProcess.Run(2, collective =>
    {
        using var scope = NewDisposeScope();
        var (one, other) = (zeros(3).requires_grad_(), zeros(3).requires_grad_());
        using var buckets = new GradientBuckets(collective, [one, other], []);
        (one.grad, other.grad) = (full(3, float.MaxValue / 2), ones(3));
        buckets.Reduce([]);
        one.grad = null;

        buckets.Reduce([]);
        buckets.Reduce([]);

        Assert.Null(one.grad);
        Assert.Equal([1f, 1f, 1f], other.grad!.data<float>().ToArray());
    });

    [Fact]
    public void A_gradient_that_only_one_rank_has_is_an_error_in_all()
    {
        var messages = new string[2];

        InProcess.Run(2, collective =>
        {
            using var scope = NewDisposeScope();
            var parameters = new[] { zeros(3).requires_grad_(), zeros(3).requires_grad_() };
            using var buckets = new GradientBuckets(collective, parameters, []);
            parameters[0].grad = ones(3);
            parameters[1].grad = collective.Rank == 0 ? ones(3) : null;
            messages[collective.Rank] = Assert.Throws<CollectiveException>(() => buckets.Reduce([])).Message;
        });

        Assert.All(messages, message => Assert.StartsWith("parameter 1: 1 of 2 ranks have a gradient", message));
    }

    [Fact]
    public void Steps_leave_no_tensor_behind() => InProcess.Run(2, collective =>
    {
        using var scope = NewDisposeScope();
        var parameters = Enumerable.Range(1, 5).Select(n => zeros(n).requires_grad_()).ToList();
        using var buckets = new GradientBuckets(collective, parameters, [ones(2)], mebibytes: 1e-5);
        parameters.ForEach(parameter => parameter.grad = ones_like(parameter));
        buckets.Reduce([]);
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        for (var step = 0; step < 10; step++)
        {
            buckets.Reduce([]);
        }

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    });

    [Fact]
    public void Tensors_of_several_types_are_refused() => Assert.Throws<ArgumentException>(() =>
        new GradientBuckets(new SingleProcess(), [zeros(1), zeros(1, ScalarType.Float64)], []));

    private static bool IsAveraged(GradientBuckets buckets, ICollective collective, List<Tensor> parameters)
    {
        for (var i = 0; i < parameters.Count; i++)
        {
            parameters[i].grad = IsAbsent(i) ? null : full(parameters[i].shape, Value(collective.Rank, i));
        }

        Span<double> sums = [collective.Rank];
        buckets.Reduce(sums);
        var ranks = Enumerable.Range(0, collective.WorldSize).ToArray();
        return sums[0] == ranks.Sum() && Enumerable.Range(0, parameters.Count).All(i => parameters[i].grad is { } gradient
            ? !IsAbsent(i) && gradient.shape.SequenceEqual(parameters[i].shape)
                && gradient.data<float>().All(value => value == ranks.Average(rank => Value(rank, i)))
            : IsAbsent(i));
    }

    private static bool IsAbsent(int index) => index % 3 == 2;

    private static float Value(int rank, int index) => (rank * 7) + index + 1;
}
