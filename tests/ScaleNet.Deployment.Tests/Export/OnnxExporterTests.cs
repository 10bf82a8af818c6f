using Onnx;
using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Tests;
using ScaleNet.Architecture.Weights;
using ScaleNet.Data.Images;
using ScaleNet.Deployment.Export;

namespace ScaleNet.Deployment.Tests.Export;

/// <summary>What an export makes of a network and its options.</summary>
public sealed class OnnxExporterTests
{
    // Relative to the largest logit: the same sums in another order, in single precision.
    private const double Tolerance = 1e-4;

    [Fact]
    public void A_model_says_what_it_is()
    {
        var model = OnnxExporter.ToModel(ExportedTiny.Grey, new ExportOptions());

        var texts = model.MetadataProps.ToDictionary(entry => entry.Key, entry => entry.Value);
        Assert.Equal(ExportedTiny.Grey.Spec, SpecJson.Read(texts[MetadataKeys.Network], "model"));
        Assert.DoesNotContain('\n', texts[MetadataKeys.Network]);
        Assert.Equal(SpecJson.Hash(ExportedTiny.Grey.Spec), texts[MetadataKeys.SpecHash]);
        Assert.Equal(ExportedTiny.Grey.Preprocessing, Preprocessing.FromJson(texts[MetadataKeys.Preprocessing], "model"));
        Assert.Equal(MetadataKeys.NormalizationOutside, texts[MetadataKeys.Normalization]);
        Assert.Equal(["cat", "süß"], System.Text.Json.JsonSerializer.Deserialize<string[]>(texts[MetadataKeys.Classes])!);
        Assert.Equal("scalenet", model.ProducerName);
        Assert.StartsWith("0.1.0", model.ProducerVersion, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_known_is_not_said()
    {
        var network = ExportedTiny.Grey with { Preprocessing = null, ClassNames = null };

        var model = OnnxExporter.ToModel(network, new ExportOptions());

        Assert.Equal(
            [MetadataKeys.Network, MetadataKeys.SpecHash, MetadataKeys.Normalization],
            model.MetadataProps.Select(entry => entry.Key));
    }

    [Fact]
    public void Another_size_is_stated_in_the_preprocessing()
    {
        var model = OnnxExporter.ToModel(ExportedTiny.Grey, new ExportOptions { Height = 6, Width = 8 });

        var text = model.MetadataProps.Single(entry => entry.Key == MetadataKeys.Preprocessing).Value;
        Assert.Equal(new Preprocessing(1, 6, 8, [0.25f], [0.5f]), Preprocessing.FromJson(text, "model"));
    }

    [Fact]
    public void Tensors_carry_the_keys_of_the_state_and_counters_are_left_out()
    {
        var model = OnnxExporter.ToModel(ExportedTiny.Grey, new ExportOptions { KeepBatchNorm = true });

        var names = model.Graph.Initializer.Select(tensor => tensor.Name).ToHashSet();
        Assert.Superset(
            ExportedTiny.Grey.Weights.Tensors.Keys.Where(key => !key.EndsWith("num_batches_tracked", StringComparison.Ordinal)).ToHashSet(),
            names);
        Assert.DoesNotContain(names, name => name.EndsWith("num_batches_tracked", StringComparison.Ordinal));
    }

    [Fact]
    public void Batch_norms_are_folded_unless_they_are_to_stay()
    {
        var folded = OnnxExporter.ToModel(ExportedTiny.Grey, new ExportOptions());
        var kept = OnnxExporter.ToModel(ExportedTiny.Grey, new ExportOptions { KeepBatchNorm = true });

        Assert.DoesNotContain(folded.Graph.Node, node => node.OpType == "BatchNormalization");
        Assert.Contains(kept.Graph.Node, node => node.OpType == "BatchNormalization");
        AssertSameLogits(new ExportOptions(), new ExportOptions { KeepBatchNorm = true });
    }

    [Fact]
    public void Split_branches_change_the_graph_and_not_the_logits()
    {
        // Only coarse branches of 32 channels or more are split off.
        var network = ExportedTiny.Of(TinyNetworks.TwoBlocks with { Stages = [new ScaleNetStage(2, [[2, 32], [2, 32]])] });
        var split = new ExportOptions { SplitBranches = true };

        var (plainNodes, splitNodes) = (Nodes(new ExportOptions()), Nodes(split));

        Assert.Equal(plainNodes.Count(type => type == "Conv") + 2, splitNodes.Count(type => type == "Conv"));
        var image = Draw.Image(2, 1, 4, 4);
        AssertClose(Logits(network, new ExportOptions(), image, 2, 1, 4, 4), Logits(network, split, image, 2, 1, 4, 4));

        List<string> Nodes(ExportOptions options) =>
            [.. OnnxExporter.ToModel(network, options).Graph.Node.Select(node => node.OpType)];
    }

    [Fact]
    public void Weights_in_double_precision_become_single()
    {
        var tensors = ExportedTiny.Grey.Weights.Tensors.Select(pair => KeyValuePair.Create(
            pair.Key,
            pair.Value.ElementType == ElementType.Float32
                ? WeightTensor.FromFloat64(pair.Value.ToFloat64(), [.. pair.Value.Shape])
                : pair.Value));

        var model = OnnxExporter.ToModel(ExportedTiny.Grey with { Weights = new WeightFile(tensors) }, new ExportOptions());

        Assert.All(
            model.Graph.Initializer.Where(tensor => tensor.Name.EndsWith(".weight", StringComparison.Ordinal)),
            tensor => Assert.Equal((int)TensorProto.Types.DataType.Float, tensor.DataType));
    }

    [Fact]
    public void A_free_batch_takes_any_number_of_images_and_each_has_its_own_logits()
    {
        using var session = new OnnxSession(OnnxExporter.ToBytes(ExportedTiny.Grey, new ExportOptions()));
        var images = Draw.Image(5, 1, 4, 4);
        var together = session.Run(images, [5, 1, 4, 4]);

        Assert.Equal([-1, 1, 4, 4], session.Inputs["input"].Dimensions);
        Assert.Equal([-1, 2], session.Outputs["logits"].Dimensions);
        for (var image = 0; image < 5; image++)
        {
            AssertClose(session.Run(images[(image * 16)..((image + 1) * 16)], [1, 1, 4, 4]), together[(image * 2)..((image + 1) * 2)]);
        }
    }

    [Fact]
    public void A_fixed_batch_takes_exactly_that_many_images()
    {
        using var session = new OnnxSession(OnnxExporter.ToBytes(ExportedTiny.Grey, new ExportOptions { Batch = 3 }));

        Assert.Equal([3, 1, 4, 4], session.Inputs["input"].Dimensions);
        Assert.Equal([3, 2], session.Outputs["logits"].Dimensions);
        AssertClose(
            Logits(ExportedTiny.Grey, new ExportOptions(), Draw.Image(3, 1, 4, 4), 3, 1, 4, 4),
            session.Run(Draw.Image(3, 1, 4, 4), [3, 1, 4, 4]));
    }

    [Fact]
    public void Stage_maps_are_outputs_where_they_are_asked_for()
    {
        var options = new ExportOptions { Height = 64, Width = 96, StageOutputs = true };
        using var session = new OnnxSession(OnnxExporter.ToBytes(ExportedTiny.Colour, options));

        Assert.Equal(["layer1", "layer2", "layer3", "layer4", "logits"], session.Outputs.Keys.Order());
        Assert.Equal([-1, 32, 16, 24], session.Outputs["layer1"].Dimensions);
        Assert.Equal(["logits"], OnnxExporter.ToModel(ExportedTiny.Colour, new ExportOptions()).Graph.Output.Select(output => output.Name));
    }

    [Fact]
    public void Pixels_normalised_inside_give_the_logits_of_pixels_normalised_outside()
    {
        var network = ExportedTiny.Colour;
        var pixels = Draw.Uniform("pixels", 3 * 64 * 96, u => Math.Floor(256 * u));
        var normalised = new float[pixels.Length];
        for (var i = 0; i < pixels.Length; i++)
        {
            var channel = i / (64 * 96);
            normalised[i] = (float)(((pixels[i] / 255.0) - network.Preprocessing!.Mean[channel])
                / network.Preprocessing.StandardDeviation[channel]);
        }

        var options = new ExportOptions { Height = 64, Width = 96 };
        var inside = options with { NormalizeInside = true };

        // The borders count too: padding is zero after the normalisation, not before.
        AssertClose(Logits(network, options, normalised, 1, 3, 64, 96), Logits(network, inside, pixels, 1, 3, 64, 96));
        Assert.Contains(
            OnnxExporter.ToModel(network, inside).MetadataProps,
            text => text.Key == MetadataKeys.Normalization && text.Value == MetadataKeys.NormalizationInside);
    }

    [Theory]
    [InlineData(OnnxVersions.OldestOpset, 7)]
    [InlineData(15, 8)]
    [InlineData(18, 8)]
    [InlineData(21, 10)]
    [InlineData(23, 11)]
    [InlineData(OnnxVersions.NewestOpset, 12)]
    public void An_opset_comes_with_its_version_of_the_format(int opset, int format)
    {
        var model = OnnxExporter.ToModel(ExportedTiny.Grey, new ExportOptions { Opset = opset });

        Assert.Equal((opset, format), ((int)model.OpsetImport.Single().Version, (int)model.IrVersion));
    }

    private static void AssertSameLogits(ExportOptions a, ExportOptions b)
    {
        var image = Draw.Image(2, 1, 4, 4);
        AssertClose(Logits(ExportedTiny.Grey, a, image, 2, 1, 4, 4), Logits(ExportedTiny.Grey, b, image, 2, 1, 4, 4));
    }

    private static float[] Logits(ExportedNetwork network, ExportOptions options, float[] image, params long[] shape)
    {
        using var session = new OnnxSession(OnnxExporter.ToBytes(network, options));
        return session.Run(image, shape);
    }

    private static void AssertClose(float[] expected, float[] actual)
    {
        var bound = Tolerance * expected.Max(Math.Abs);
        Assert.True(bound > 0);
        Assert.Equal(expected, actual, (a, b) => Math.Abs(a - b) <= bound);
    }
}
