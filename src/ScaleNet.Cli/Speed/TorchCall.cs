using ScaleNet.Deployment.Export;
using ScaleNet.Modeling;
using ScaleNet.Modeling.Backend;
using ScaleNet.Modeling.Execution;
using static TorchSharp.torch;

namespace ScaleNet.Cli.Speed;

/// <summary>Inference by libtorch, with batch norms folded as <c>evaluate</c> and <c>predict</c> fold them.</summary>
internal sealed class TorchCall : IRepeatedCall
{
    private readonly IDisposable _noGradient = no_grad();
    private readonly GraphModule _module;
    private readonly Tensor _images;

    public TorchCall(ExportedNetwork network, Workload workload, ExecutionOptions options, Device device)
    {
        var (values, shape) = SyntheticImages.Create(network.Spec, workload);
        _module = InferenceModule.Create(
            network.Spec.Lower(), network.Weights, network.Source, options, device: device);
        using var images = tensor(values, workload.Batch, shape.Channels, shape.Height, shape.Width);
        _images = images.to(device, copy: true);
    }

    public void Run()
    {
        _module.call(_images).Dispose();
        if (_images.device_type == TorchSharp.DeviceType.CUDA)
        {
            CudaDevice.Synchronize(); // a call only hands its work to the device
        }
    }

    public void Dispose()
    {
        _images.Dispose();
        _module.Dispose();
        _noGradient.Dispose();
    }
}
