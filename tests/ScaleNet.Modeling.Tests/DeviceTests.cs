using ScaleNet.Modeling.Backend;
using static TorchSharp.torch;

namespace ScaleNet.Modeling.Tests;

/// <summary>Networks on another device than the processor.</summary>
public sealed class DeviceTests
{
    // The device "meta", which every libtorch has, knows shapes and no values. Convolutions are not among what it can do here.
    [Fact]
    public void A_folded_network_is_made_on_the_device_that_is_asked_for()
    {
        var graph = TinyNets.ScaleNet.Lower();
        using var module = InferenceModule.Create(
            graph, Architecture.Weights.InitialWeights.Create(graph, seed: 1), "random", device: META);

        Assert.All(module.parameters(), parameter => Assert.Equal(TorchSharp.DeviceType.META, parameter.device_type));
    }

    [Fact]
    public void A_machine_without_cuda_is_told_what_was_looked_for()
    {
        NativeBackend.Initialize();
        Assert.SkipWhen(cuda.is_available(), "There is a CUDA device.");

        var problem = Assert.Throws<NativeBackendException>(CudaDevice.Require);

        Assert.Contains(NativeBackend.EnvironmentVariable, problem.Message, StringComparison.Ordinal);
        Assert.Contains("torch/lib", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem.Message);
    }
}
