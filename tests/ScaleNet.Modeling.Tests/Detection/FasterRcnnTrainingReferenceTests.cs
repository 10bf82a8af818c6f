using System.Text.Json;
using ScaleNet.Modeling.Detection;
using static TorchSharp.torch;

namespace ScaleNet.Modeling.Tests.Detection;

/// <summary>The four losses and their gradients against torchvision's.</summary>
[Trait("Tier", "slow")]
public sealed class FasterRcnnTrainingReferenceTests
{
    // The reference's losses move by 6e-7 between float32 and float64; statistics of batches add to it.
    private const double LossTolerance = 2e-5;

    private const double GradientTolerance = 2e-4;

    public static TheoryData<string, int> Cases => [.. from head in new[] { "fpn", "c4" } from index in Enumerable.Range(0, 4) select (head, index)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Losses_are_torchvisions(string head, int index)
    {
        using var scope = NewDisposeScope();
        var reference = DetectionReference.ReadModel(head);
        var test = reference.GetProperty("train").GetProperty("cases")[index];
        var samplesAll = test.GetProperty("sampler").GetString() == "all";
        using var detector = ReferenceDetector.Create(ReferenceDetector.Spec(head, reference, samplesAll: samplesAll), reference);
        if (test.GetProperty("bn").GetString() == "eval")
        {
            foreach (var part in detector.Parts)
            {
                part.eval();
            }
        }

        var losses = detector.Losses(
            [DetectionReference.Uniform("input", 3, 240, 320), DetectionReference.Uniform("input.1", 3, 240, 320)],
            [.. reference.GetProperty("train").GetProperty("targets").EnumerateArray().Select(Target)],
            samplerStream: null);

        var expected = test.GetProperty("losses");
        AssertLoss(expected.Number("loss_classifier"), losses.Classification);
        AssertLoss(expected.Number("loss_box_reg"), losses.Boxes);
        AssertLoss(expected.Number("loss_objectness"), losses.Objectness);
        AssertLoss(expected.Number("loss_rpn_box_reg"), losses.ProposalBoxes);
        if (test.TryGetProperty("gradient_l2", out var gradients))
        {
            losses.Total().backward();
            CheckGradients(test, gradients, detector);
        }
    }

    private static void CheckGradients(JsonElement test, JsonElement expected, FasterRcnn detector)
    {
        var norms = detector.state_dict()
            .Where(entry => entry.Value.grad is not null)
            .ToDictionary(entry => entry.Key, entry => entry.Value.grad!.to(ScalarType.Float64).norm().item<double>());

        Assert.Equal(test.Integer("n_parameters_with_gradient"), norms.Count);
        Assert.Equal(
            test.Number("gradient_total_l2"), Math.Sqrt(norms.Values.Sum(norm => norm * norm)), GradientTolerance * test.Number("gradient_total_l2"));
        Assert.All(expected.EnumerateObject(), entry =>
            Assert.Equal(entry.Value.GetDouble(), norms[entry.Name], GradientTolerance * entry.Value.GetDouble()));
    }

    private static DetectionTarget Target(JsonElement target) => new(
        target.GetProperty("boxes").Table(), tensor(target.GetProperty("labels").Integers(), ScalarType.Int64));

    private static void AssertLoss(double expected, Tensor actual) =>
        Assert.Equal(expected, actual.item<float>(), LossTolerance * expected);
}
