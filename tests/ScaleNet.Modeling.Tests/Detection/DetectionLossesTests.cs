using ScaleNet.Modeling.Detection;
using static TorchSharp.torch;

namespace ScaleNet.Modeling.Tests.Detection;

/// <summary>Against the formulas, computed by hand.</summary>
public sealed class DetectionLossesTests
{
    private const double Tolerance = 1e-6;

    [Fact]
    public void The_distance_of_boxes_is_summed_and_divided_by_all_sampled()
    {
        using var scope = NewDisposeScope();
        var corrections = tensor([0.05f, 0, -1, 0.5f], [1, 4]);

        var smooth = DetectionLosses.Boxes(corrections, zeros(1, 4), sampled: 8, BoxLoss.SmoothL1).item<float>();
        var linear = DetectionLosses.Boxes(corrections, zeros(1, 4), sampled: 8, BoxLoss.L1).item<float>();

        // Below 1/9: 9 d^2 / 2; above: d - 1/18.
        Assert.Equal(((4.5 * 0.0025) + (1 - (1 / 18.0)) + (0.5 - (1 / 18.0))) / 8, smooth, Tolerance);
        Assert.Equal(1.55 / 8, linear, Tolerance);
    }

    [Fact]
    public void Without_positive_ones_boxes_cost_nothing_and_have_a_gradient()
    {
        using var scope = NewDisposeScope();
        var corrections = ones(6, 8).requires_grad_();
        var none = zeros(0, ScalarType.Int64);

        var loss = DetectionLosses.Boxes(
            DetectionLosses.OfClass(corrections, none, none), zeros(0, 4), sampled: 0, BoxLoss.SmoothL1);
        loss.backward();

        Assert.Equal(0, loss.item<float>());
        Assert.Equal(0, corrections.grad!.abs().sum().item<float>());
    }

    [Fact]
    public void A_proposal_is_corrected_by_its_own_class()
    {
        using var scope = NewDisposeScope();
        var corrections = arange(24, ScalarType.Float32).reshape(2, 12);

        var chosen = DetectionLosses.OfClass(corrections, tensor([1L, 0]), tensor([2L, 1]));

        Assert.Equal([20f, 21, 22, 23, 4, 5, 6, 7], chosen.Values());
    }

    [Fact]
    public void The_two_classifications_are_means_of_cross_entropies()
    {
        using var scope = NewDisposeScope();

        var objectness = DetectionLosses.Objectness(tensor([0f, 2]), tensor([1f, 0])).item<float>();
        var classes = DetectionLosses.Classification(zeros(3, 4), tensor([0L, 1, 3])).item<float>();

        Assert.Equal((Math.Log(2) + Math.Log(1 + Math.Exp(2))) / 2, objectness, Tolerance);
        Assert.Equal(Math.Log(4), classes, Tolerance);
    }
}
