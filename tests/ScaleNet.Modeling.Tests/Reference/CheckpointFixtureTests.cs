using System.Collections.Immutable;
using System.Text.Json;
using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Tests;
using ScaleNet.Architecture.Weights;
using static TorchSharp.torch;

namespace ScaleNet.Modeling.Tests.Reference;

/// <summary>Checkpoints that PyTorch wrote, loaded and run: their manifests hold the logits.</summary>
public sealed class CheckpointFixtureTests
{
    private const double Tolerance = 1e-5;
    private const string NetManifest = "tiny_zip.pth.json"; // the three files hold the same weights

    [Theory]
    [InlineData("tiny_zip.pth")]
    [InlineData("tiny_legacy.pth")]
    [InlineData("tiny_checkpoint.pth")]
    public void The_logits_are_those_that_PyTorch_computed(string file)
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(FixtureFile.PathOf("weights", NetManifest)));
        var net = manifest.RootElement.GetProperty("net");
        using var module = new GraphModule(Spec(net).Lower(), type: ScalarType.Float64);
        ModuleState.Load(module, WeightReader.Read(FixtureFile.PathOf("weights", file)), file);
        module.eval();
        using var image = ReferenceFill.Image([1, 3, 224, 224], ScalarType.Float64);

        using var logits = module.call(image);

        var expected = net.GetProperty("logits_1x3x224x224_float64").EnumerateArray().Select(value => value.GetDouble());
        Assert.Equal(expected, logits.data<double>(), (a, b) => Math.Abs(a - b) <= Tolerance);
    }

    private static ScaleNetSpec Spec(JsonElement net)
    {
        var rows = net.GetProperty("structure").EnumerateArray().Select(Numbers).ToArray();
        var planes = Numbers(net.GetProperty("planes"));
        return new ScaleNetSpec
        {
            Name = "tiny",
            StemChannels = net.GetProperty("stem").GetInt32(),
            Resolution = 224,
            Classes = net.GetProperty("num_classes").GetInt32(),
            Scales = ScaleSets.Published,
            Stages = [.. planes.Select((width, stage) => new ScaleNetStage(width, [rows[stage][..^1]]))],
        };
    }

    private static ImmutableArray<int> Numbers(JsonElement array) =>
        [.. array.EnumerateArray().Select(value => value.GetInt32())];
}
