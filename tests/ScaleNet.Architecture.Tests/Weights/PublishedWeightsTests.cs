using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Weights;

namespace ScaleNet.Architecture.Tests.Weights;

/// <summary>Real files whose keys are those of others' releases.</summary>
public sealed class PublishedWeightsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_with_the_networks_keys_is_taken_as_it_is()
    {
        var weights = Read(TinyNetworks.DenseNet, Own(TinyNetworks.DenseNet));

        Assert.Empty(weights.Notes);
        AssertSame(Own(TinyNetworks.DenseNet), weights.File);
    }

    // torchvision's released DenseNets: norm.1 for norm1, conv.2 for conv2, and no counters of batches yet.
    [Fact]
    public void The_older_names_of_dense_layers_are_understood()
    {
        var own = Without(Own(TinyNetworks.DenseNet), key => key.EndsWith("num_batches_tracked", StringComparison.Ordinal));
        var released = Renamed(own, OlderName);
        Assert.Contains("features.denseblock2.denselayer1.norm.1.running_mean", released.Tensors.Keys);
        Assert.Contains("features.transition1.norm.weight", released.Tensors.Keys);

        var weights = Read(TinyNetworks.DenseNet, released);

        Assert.Equal(
            ["torchvision's older names of the dense layers' tensors (norm.1, conv.2) were taken for the newer (norm1, conv2)"],
            weights.Notes);
        AssertSame(own, weights.File);
    }

    [Fact]
    public void The_auxiliary_classifiers_of_GoogLeNet_are_left_out()
    {
        var own = Own(TinyNetworks.GoogLeNet);
        var released = With(own, "aux1.conv.conv.weight", "aux1.fc1.bias", "aux2.fc2.weight");

        var weights = Read(TinyNetworks.GoogLeNet, released);

        Assert.Equal(["the auxiliary classifiers of the file (aux1, aux2) were left out"], weights.Notes);
        AssertSame(own, weights.File);
    }

    [Fact]
    public void The_prefix_of_parallel_models_is_stripped_from_a_PyTorch_file_by_its_reader()
    {
        var own = Own(TinyNetworks.ResNeXt);

        var weights = Read(TinyNetworks.ResNeXt, Renamed(own, key => $"module.{key}"));

        Assert.Empty(weights.Notes);
        AssertSame(own, weights.File);
    }

    [Fact]
    public void The_prefix_of_parallel_models_is_stripped_from_a_safetensors_file()
    {
        var own = Own(TinyNetworks.SeResNet);
        var path = _folder.File("parallel.safetensors");
        SafetensorsWriter.Write(path, Renamed(own, key => $"module.{key}"));

        var weights = PublishedWeights.Read(path, TinyNetworks.SeResNet);

        Assert.Equal(["the prefix 'module.' of the keys was stripped"], weights.Notes);
        AssertSame(own, weights.File);
    }

    [Fact]
    public void Maps_work_together()
    {
        var own = Own(TinyNetworks.DenseNet);
        var path = _folder.File("both.safetensors");
        SafetensorsWriter.Write(path, Renamed(own, key => $"module.{OlderName(key)}"));

        var weights = PublishedWeights.Read(path, TinyNetworks.DenseNet);

        Assert.Equal(2, weights.Notes.Count);
        AssertSame(own, weights.File);
    }

    [Fact]
    public void Another_family_s_extra_tensors_are_refused()
    {
        var error = Refusal(TinyNetworks.DenseNet, With(Own(TinyNetworks.DenseNet), "aux1.fc1.bias"));

        Assert.Contains("(0 missing; 1 unexpected: aux1.fc1.bias; 0 mis-shaped)", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_map_that_does_not_make_everything_fit_is_not_used()
    {
        var older = Renamed(Own(TinyNetworks.DenseNet), OlderName);

        var error = Refusal(TinyNetworks.DenseNet, Without(older, key => key == "classifier.bias"));

        Assert.Contains("missing: features.denseblock1.denselayer1.norm1.weight", error, StringComparison.Ordinal);
        Assert.Contains("unexpected: features.denseblock1.denselayer1.norm.1.weight", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_names_of_one_tensor_are_refused()
    {
        var both = With(Own(TinyNetworks.DenseNet), "features.denseblock1.denselayer1.norm.1.weight");

        Assert.Contains("1 unexpected", Refusal(TinyNetworks.DenseNet, both), StringComparison.Ordinal);
    }

    private PublishedWeights Read(NetworkSpec spec, WeightFile released)
    {
        var path = _folder.File("released.pth");
        PublishedFile.Write(path, released);
        return PublishedWeights.Read(path, spec);
    }

    private string Refusal(NetworkSpec spec, WeightFile released) =>
        Assert.Throws<CheckpointException>(() => Read(spec, released)).Message;

    private static WeightFile Own(NetworkSpec spec) => InitialWeights.Create(spec.Lower(), seed: 1);

    private static WeightFile Renamed(WeightFile file, Func<string, string> rename) =>
        new(file.Tensors.Select(pair => KeyValuePair.Create(rename(pair.Key), pair.Value)));

    private static WeightFile Without(WeightFile file, Func<string, bool> isLeftOut) =>
        new(file.Tensors.Where(pair => !isLeftOut(pair.Key)));

    private static WeightFile With(WeightFile file, params string[] keys) =>
        new(file.Tensors.Concat(keys.Select(key => KeyValuePair.Create(key, WeightTensor.FromFloat32([1, 2], 2)))));

    private static string OlderName(string key) => key.Contains(".denselayer", StringComparison.Ordinal)
        ? key.Replace("norm1", "norm.1", StringComparison.Ordinal).Replace("norm2", "norm.2", StringComparison.Ordinal)
            .Replace("conv1", "conv.1", StringComparison.Ordinal).Replace("conv2", "conv.2", StringComparison.Ordinal)
        : key;

    private static void AssertSame(WeightFile expected, WeightFile actual)
    {
        Assert.Equal(expected.Tensors.Keys, actual.Tensors.Keys);
        Assert.All(expected.Tensors, pair => Assert.Equal(pair.Value.Data.ToArray(), actual.Tensors[pair.Key].Data.ToArray()));
    }
}
