using System.Runtime.InteropServices;
using ScaleNet.Data.Images;
using ScaleNet.Data.Loading;
using ScaleNet.Modeling;
using static TorchSharp.torch;

namespace ScaleNet.Training.Loops;

/// <summary>Copies prepared images into tensors. The caller owns what it gets.</summary>
internal static class BatchTensors
{
    /// <summary>[N, C, H, W], float32.</summary>
    public static Tensor Images(Batch batch, Device device) => Images(batch.Images, batch.Count, batch.Shape, device);

    /// <summary>[N, C, H, W], float32.</summary>
    public static Tensor Images(ReadOnlySpan<float> values, int count, ImageShape shape, Device device)
    {
        var host = empty([count, shape.Channels, shape.Height, shape.Width], ScalarType.Float32);
        MemoryMarshal.AsBytes(values).CopyTo(host.bytes);
        return MoveTo(host, device);
    }

    /// <summary>[N], int64.</summary>
    public static Tensor Labels(Batch batch, Device device)
    {
        var host = empty([batch.Count], ScalarType.Int64);
        MemoryMarshal.AsBytes<long>(batch.Labels).CopyTo(host.bytes);
        return MoveTo(host, device);
    }

    /// <summary>Where a network's tensors live.</summary>
    public static Device DeviceOf(GraphModule module) => module.parameters().First().device;

    private static Tensor MoveTo(Tensor host, Device device)
    {
        if (device.type == TorchSharp.DeviceType.CPU)
        {
            return host;
        }

        using (host)
        {
            return host.to(device);
        }
    }
}
