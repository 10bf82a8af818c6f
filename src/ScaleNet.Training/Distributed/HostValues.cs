using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace ScaleNet.Training.Distributed;

/// <summary>A tensor's values in the order in which they can be given to a library: packed, in the processor's memory.</summary>
/// <remarks>A tensor that lies so already is used itself; for another one a packed copy is kept and carried back and forth.</remarks>
internal sealed class HostValues : IDisposable
{
    private readonly Tensor _values;
    private readonly Tensor? _copy;

    /// <summary>Looks at a tensor, and makes room for a copy where it needs one.</summary>
    /// <exception cref="ArgumentException">It is neither float32 nor float64.</exception>
    public HostValues(Tensor values)
    {
        if (values.dtype is not (ScalarType.Float32 or ScalarType.Float64))
        {
            throw new ArgumentException(
                $"Sum over ranks: a tensor of {values.dtype}, expected Float32 or Float64. Convert it first.", nameof(values));
        }

        _values = values;
        _copy = values.device_type == TorchSharp.DeviceType.CPU && values.is_contiguous()
            ? null
            : empty(values.shape, values.dtype).DetachFromDisposeScope(); // lives as long as this
    }

    /// <summary>Whether the values are float64, not float32.</summary>
    public bool IsDouble => _values.dtype == ScalarType.Float64;

    /// <summary>The values, if they are float32.</summary>
    public Span<float> Floats => MemoryMarshal.Cast<byte, float>(Host.bytes);

    /// <summary>The values, if they are float64.</summary>
    public Span<double> Doubles => MemoryMarshal.Cast<byte, double>(Host.bytes);

    private Tensor Host => _copy ?? _values;

    /// <summary>Brings the tensor's values here.</summary>
    public void Take()
    {
        using var _ = no_grad();
        _copy?.copy_(_values);
    }

    /// <summary>Brings what is here into the tensor.</summary>
    public void GiveBack()
    {
        if (_copy is not null)
        {
            using var _ = no_grad();
            _values.copy_(_copy);
        }
    }

    /// <summary>Sums a tensor once.</summary>
    public static void Sum(ICollective collective, Tensor values)
    {
        using var host = new HostValues(values);
        host.Take();
        host.Sum(collective);
        host.GiveBack();
    }

    /// <summary>Sums what is here.</summary>
    public void Sum(ICollective collective)
    {
        if (IsDouble)
        {
            collective.Sum(Doubles);
        }
        else
        {
            collective.Sum(Floats);
        }
    }

    public void Dispose() => _copy?.Dispose();
}
