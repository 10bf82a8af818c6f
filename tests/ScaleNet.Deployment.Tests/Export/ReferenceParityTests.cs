using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Tests;
using ScaleNet.Architecture.Tests.Zoo;
using ScaleNet.Architecture.Zoo;
using ScaleNet.Deployment.Export;

namespace ScaleNet.Deployment.Tests.Export;

/// <summary>Exported models in ONNX Runtime against numbers that PyTorch computed in double precision.</summary>
[Trait("Tier", "slow")]
public sealed class ReferenceParityTests
{
    // Relative to a vector's L2 norm: single precision, summed in another order than the reference's.
    private const double Tolerance = 1e-4;

    public static TheoryData<string, string> Evaluations
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var file in ReferenceFolder.FileNames(ReferenceFolder.Default))
            {
                foreach (var test in ReferenceFile.Read(file).Cases.Where(test => test.Mode == "eval"))
                {
                    cases.Add(file, test.Describe());
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Evaluations))]
    public void Logits_and_stages_are_those_of_the_reference(string file, string name) =>
        Check(file, name, new ExportOptions { StageOutputs = true });

    [Theory]
    [MemberData(nameof(Evaluations))]
    public void Logits_with_the_batch_norms_kept_are_those_of_the_reference(string file, string name) =>
        Check(file, name, new ExportOptions { StageOutputs = true, KeepBatchNorm = true, Opset = OnnxVersions.OldestOpset });

    private static void Check(string file, string name, ExportOptions options)
    {
        var reference = ReferenceFile.Read(file);
        var entry = Catalog.Find(reference.Model);
        Assert.SkipWhen(entry is null, $"the catalogue has no model {reference.Model}");
        var test = reference.Cases.Single(test => test.Mode == "eval" && test.Describe() == name);
        var (spec, truth) = (entry!.Spec, test.Float64);
        var model = OnnxExporter.ToBytes(
            new ExportedNetwork(spec, Draw.Weights(spec.Lower()), file),
            options with { Height = (int)test.Input[2], Width = (int)test.Input[3] });
        using var session = new OnnxSession(model);

        var logits = session.Run(Draw.Image(test.Input), test.Input, Graph.Logits);

        for (var sample = 0; sample < truth.PerSample.Count; sample++)
        {
            var expected = truth.PerSample[sample];
            var row = logits.AsSpan(sample * spec.Classes, spec.Classes).ToArray();
            Assert.Equal(
                expected.First, row[..expected.First.Length].Select(x => (double)x), (a, b) => Math.Abs(a - b) <= Tolerance * expected.L2);
            Assert.Equal(expected.L2, Norm(row), expected.L2 * Tolerance);
            Assert.Equal(expected.Argmax, Array.IndexOf(row, row.Max()));
        }

        foreach (var (stage, expected) in truth.Stages!)
        {
            var map = session.Run(Draw.Image(test.Input), test.Input, stage);
            Assert.Equal(expected.Shape.Aggregate(1L, (a, b) => a * b), map.Length);
            Assert.Equal(expected.Mean, map.Average(x => (double)x), Math.Abs(expected.Mean) * Tolerance);
            Assert.Equal(expected.L2, Norm(map), expected.L2 * Tolerance);
        }
    }

    private static double Norm(float[] values) => Math.Sqrt(values.Sum(value => (double)value * value));
}
