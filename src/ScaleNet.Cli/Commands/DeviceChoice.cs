using ScaleNet.Modeling.Backend;
using ScaleNet.Training.Distributed;
using TorchSharp;

namespace ScaleNet.Cli.Commands;

/// <summary>The device of one of the processes that train together.</summary>
internal static class DeviceChoice
{
    /// <summary>The device; libtorch is loaded.</summary>
    /// <exception cref="NativeBackendException">CUDA is asked for and not there, or has fewer devices than the machine has processes.</exception>
    public static torch.Device Of(TrainingDevice asked, ICollective ranks)
    {
        if (asked == TrainingDevice.Cpu || (asked == TrainingDevice.Auto && !torch.cuda.is_available()))
        {
            return torch.CPU;
        }

        _ = CudaDevice.Require();
        var devices = torch.cuda.device_count();
        return ranks.LocalRank < devices
            ? new torch.Device(DeviceType.CUDA, ranks.LocalRank)
            : throw new NativeBackendException(FormattableString.Invariant(
                $"CUDA: each process needs a device of its own (got process {ranks.LocalRank + 1} of this machine and {devices} devices). Start fewer, or give --device cpu."));
    }
}
