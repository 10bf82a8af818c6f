using ScaleNet.Architecture;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Weights;
using ScaleNet.Architecture.Zoo;
using static TorchSharp.torch;

namespace ScaleNet.Modeling.Tests;

public sealed class GraphModuleTests
{
    [Theory]
    [InlineData("scalenet50_light")]
    [InlineData("resnet50")]
    [InlineData("scalenet11_small")]
    [InlineData("blresnet50")]
    [InlineData("oct_resnet50")]
    [InlineData("mixnet_s")]
    public void The_state_dictionary_has_the_keys_and_shapes_of_the_graph_in_its_order(string model)
    {
        using var module = new GraphModule(Catalog.Get(model).Spec.Lower());

        var state = module.state_dict();

        var expected = StateDictionary.Describe(module.Graph);
        Assert.Equal(expected.Select(entry => entry.Key), state.Keys);
        Assert.Equal(expected.Select(entry => entry.Shape.ToArray()), state.Values.Select(tensor => tensor.shape));
    }

    [Fact]
    public void Named_outputs_come_in_the_asked_order()
    {
        using var module = TinyNets.Module();
        using var images = TinyNets.Images(2);
        using var scope = NewDisposeScope();
        module.eval();

        var outputs = module.Run(images, "layer2", Graph.Logits);

        Assert.Equal([2, 24, 14, 14], outputs[0].shape);
        Assert.Equal([2, 5], outputs[1].shape);
        Assert.True(outputs[1].allclose(module.call(images)));
    }

    [Fact]
    public void An_unknown_output_is_refused_by_name()
    {
        using var module = TinyNets.Module();
        using var images = TinyNets.Images(1);

        var error = Assert.Throws<GraphException>(() => module.Run(images, "layer9"));

        Assert.Contains("layer9", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_image_that_was_given_is_neither_changed_nor_disposed()
    {
        using var module = TinyNets.Module();
        using var images = TinyNets.Images(2);
        using var before = images.clone();

        using var first = module.call(images);
        using var second = module.call(images);

        Assert.True(images.allclose(before, rtol: 0, atol: 0));
    }

    [Fact]
    public void State_survives_saving_and_loading_bit_for_bit()
    {
        using var module = TinyNets.Module();
        using var other = new GraphModule(module.Graph);

        ModuleState.Load(other, ModuleState.Save(module), "test");

        var saved = ModuleState.Save(module).Tensors;
        Assert.All(ModuleState.Save(other).Tensors, pair =>
            Assert.True(pair.Value.Data.Span.SequenceEqual(saved[pair.Key].Data.Span), pair.Key));
    }

    [Fact]
    public void A_broadcastable_shape_is_refused_and_nothing_is_loaded()
    {
        using var module = TinyNets.Module();
        var before = ModuleState.Save(module);
        var wrong = new WeightFile(before.Tensors.Select(pair => pair.Key == "bn1.weight"
            ? KeyValuePair.Create(pair.Key, WeightTensor.FromFloat32([5], 1))
            : pair));

        var error = Assert.Throws<CheckpointException>(() => ModuleState.Load(module, wrong, "wrong.safetensors"));

        Assert.Contains("bn1.weight", error.Message, StringComparison.Ordinal);
        Assert.True(ModuleState.Save(module).Tensors["conv1.weight"].Data.Span
            .SequenceEqual(before.Tensors["conv1.weight"].Data.Span));
    }

    [Fact]
    public void The_same_seed_initialises_the_same_values_and_another_does_not()
    {
        using var module = TinyNets.Module();
        var first = ModuleState.Save(module).Tensors["conv1.weight"].ToFloat32();

        ModuleState.Initialize(module, seed: 1);
        var again = ModuleState.Save(module).Tensors["conv1.weight"].ToFloat32();
        ModuleState.Initialize(module, seed: 2);
        var other = ModuleState.Save(module).Tensors["conv1.weight"].ToFloat32();

        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
    }
}
