using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace ScaleNet.Training.Distributed;

/// <summary>A sum that MPI takes in pieces while the caller does something else.</summary>
internal sealed unsafe class MpiSum : IRepeatedSum
{
    private readonly MpiLibrary _library;
    private readonly HostValues _host;
    private nint _request;
    private bool _isPending;

    public MpiSum(MpiLibrary library, Tensor values)
    {
        _library = library;
        _host = new HostValues(values);
    }

    public void Begin()
    {
        _host.Take();

        // The memory is libtorch's, which the collector does not move and which the tensor keeps.
        _request = _host.IsDouble
            ? _library.BeginSum(AddressOf(_host.Doubles), _host.Doubles.Length, _library.Handles.Double)
            : _library.BeginSum(AddressOf(_host.Floats), _host.Floats.Length, _library.Handles.Float);
        _isPending = true;
    }

    public void Progress() => _isPending = _isPending && !_library.Test(ref _request);

    public void Wait()
    {
        if (_isPending)
        {
            _library.Wait(ref _request);
            _isPending = false;
        }

        _host.GiveBack();
    }

    public void Dispose() => _host.Dispose();

    private static void* AddressOf<T>(Span<T> values)
        where T : unmanaged => System.Runtime.CompilerServices.Unsafe.AsPointer(ref MemoryMarshal.GetReference(values));
}
