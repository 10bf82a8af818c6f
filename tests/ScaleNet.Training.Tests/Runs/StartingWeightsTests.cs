using ScaleNet.Architecture;
using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Weights;
using ScaleNet.Modeling;
using ScaleNet.Training.Runs;

namespace ScaleNet.Training.Tests.Runs;

public sealed class StartingWeightsTests : IDisposable
{
    private const int OtherClasses = 7;

    private static readonly ResNetSpec Other = Tiny.Network with { Classes = OtherClasses };

    private readonly TemporaryFolder _folder = new();

    private string File => _folder.In("weights.safetensors");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_classifier_of_other_classes_stays_as_it_was_initialised()
    {
        var saved = Save(Other, key => key);

        var start = StartingWeights.Read(File, Tiny.Network);
        var (initial, loaded) = Start(start);

        Assert.True(start.ReplacesHead);
        Assert.Equal(["the classifier 'fc' of 7 classes was left out; one of 10 starts at random"], start.Notes);
        Assert.All(loaded.Tensors, tensor => Assert.Equal(
            (IsHead(tensor.Key) ? initial : saved).Tensors[tensor.Key].Data.ToArray(), tensor.Value.Data.ToArray()));
    }

    [Fact]
    public void A_classifier_of_as_many_classes_is_taken_over()
    {
        var saved = Save(Tiny.Network, key => key);

        var start = StartingWeights.Read(File, Tiny.Network);
        var (_, loaded) = Start(start);

        Assert.False(start.ReplacesHead);
        Assert.Empty(start.Notes);
        Assert.All(loaded.Tensors, tensor => Assert.Equal(saved.Tensors[tensor.Key].Data.ToArray(), tensor.Value.Data.ToArray()));
    }

    [Fact]
    public void A_file_under_other_names_is_taken_too()
    {
        Save(Other, key => $"module.{key}");

        var start = StartingWeights.Read(File, Tiny.Network);

        Assert.Equal(
            ["the prefix 'module.' of the keys was stripped",
             "the classifier 'fc' of 7 classes was left out; one of 10 starts at random"],
            start.Notes);
        Assert.DoesNotContain(start.Weights.Tensors.Keys, IsHead);
    }

    [Fact]
    public void All_other_keys_must_be_the_networks()
    {
        Save(Other, key => key == "layer1.0.conv2.weight" ? "layer1.0.conv9.weight" : key);

        var error = Assert.Throws<CheckpointException>(() => StartingWeights.Read(File, Tiny.Network));

        Assert.Equal(
            $"{File}: the weights are not those of this network (1 missing: layer1.0.conv2.weight; 1 unexpected: "
            + "layer1.0.conv9.weight; 0 mis-shaped). Use the network that the file was saved from.",
            error.Message);
    }

    [Fact]
    public void A_classifier_that_reads_other_features_is_refused()
    {
        var wide = Save(Other, key => key).Tensors.Select(tensor => tensor.Key == "fc.weight"
            ? KeyValuePair.Create(tensor.Key, WeightTensor.FromFloat32(new float[OtherClasses * 3], OtherClasses, 3))
            : tensor);

        var error = Assert.Throws<CheckpointException>(() => StartingWeights.Fit(new WeightFile(wide), Tiny.Network, "w.pth"));

        Assert.Contains("2 mis-shaped: fc.weight got [7, 3], expected [10, 64], fc.bias got [7], expected [10]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_folder_gives_its_newest_weights()
    {
        var job = Tiny.Job(_folder.In("run")) with { LimitBatches = 2 };
        Tiny.Train(job);

        var start = StartingWeights.Read(job.RunFolder, Other);

        Assert.Equal(TrainedRun.Open(job.RunFolder).WeightsPath, start.Path);
        Assert.Equal(["the classifier 'fc' of 10 classes was left out; one of 7 starts at random"], start.Notes);
    }

    private WeightFile Save(NetworkSpec spec, Func<string, string> rename)
    {
        using var module = new GraphModule(spec.Lower());
        ModuleState.Initialize(module, seed: 11);
        var saved = ModuleState.Save(module);
        SafetensorsWriter.Write(
            File, new WeightFile(saved.Tensors.Select(tensor => KeyValuePair.Create(rename(tensor.Key), tensor.Value))));
        return saved;
    }

    private static (WeightFile Initial, WeightFile Loaded) Start(StartingWeights start)
    {
        using var module = new GraphModule(Tiny.Network.Lower());
        ModuleState.Initialize(module, seed: 22);
        var initial = ModuleState.Save(module);
        start.Apply(module);
        return (initial, ModuleState.Save(module));
    }

    private static bool IsHead(string key) => key.StartsWith("fc.", StringComparison.Ordinal);
}
