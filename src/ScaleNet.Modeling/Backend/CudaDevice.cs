using System.Runtime.InteropServices;
using TorchSharp;

namespace ScaleNet.Modeling.Backend;

/// <summary>The first CUDA device of this process, through libtorch and, for what TorchSharp does not offer, the driver.</summary>
/// <param name="Name">What the driver calls it.</param>
public sealed record CudaDevice(string Name)
{
    private const string Driver = "libcuda.so.1";
    private const int NameLength = 256;

    /// <summary>The device; loads libtorch.</summary>
    /// <exception cref="NativeBackendException">There is none that can be used; the message says what was looked for.</exception>
    public static CudaDevice Require()
    {
        NativeBackend.Initialize();
        return torch.cuda.is_available() ? new CudaDevice(ReadName()) : throw new NativeBackendException(WhyNot());
    }

    /// <summary>Waits until the device has done all that it was given.</summary>
    public static void Synchronize() => torch.cuda.synchronize();

    /// <summary>
    /// Bytes of the device's memory that nobody holds; null where the driver does not tell. What libtorch once took it keeps, so the
    /// difference of two calls is the most that it needed in between, if no other process uses the device.
    /// </summary>
    public static long? FreeBytes()
    {
        return NativeLibrary.TryLoad(Driver, out var driver)
            && NativeLibrary.TryGetExport(driver, "cuMemGetInfo_v2", out var address)
            && Marshal.GetDelegateForFunctionPointer<GetMemory>(address)(out var free, out _) == 0
            ? (long)free
            : null;
    }

    private static string ReadName()
    {
        var name = new byte[NameLength];
        return NativeLibrary.TryLoad(Driver, out var driver)
            && NativeLibrary.TryGetExport(driver, "cuDeviceGet", out var get)
            && NativeLibrary.TryGetExport(driver, "cuDeviceGetName", out var getName)
            && Marshal.GetDelegateForFunctionPointer<GetDevice>(get)(out var device, ordinal: 0) == 0
            && Marshal.GetDelegateForFunctionPointer<GetDeviceName>(getName)(name, NameLength, device) == 0
            ? System.Text.Encoding.UTF8.GetString(name).TrimEnd('\0')
            : "CUDA device 0";
    }

    private static string WhyNot()
    {
        const string Cure = $"Set {NativeBackend.EnvironmentVariable} to the folder torch/lib of a PyTorch with CUDA.";
        if (NativeBackend.Folder is not { } folder)
        {
            return $"CUDA: the libtorch beside the program is for the CPU ({NativeBackend.EnvironmentVariable} is not set). {Cure}";
        }

        if (!File.Exists(Path.Combine(folder, NativeBackend.CudaLibrary)))
        {
            return $"CUDA: {NativeBackend.EnvironmentVariable}={folder} has no {NativeBackend.CudaLibrary}, it is for the CPU. {Cure}";
        }

        var driver = NativeLibrary.TryLoad(Driver, out _) ? "is there" : "is not there";
        return $"CUDA: {NativeBackend.CudaLibrary} of {folder} finds no device, and the driver's {Driver} {driver}. "
            + "See what nvidia-smi says, and whether PyTorch finds the device.";
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int GetDevice(out int device, int ordinal);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int GetDeviceName([Out] byte[] name, int length, int device);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int GetMemory(out nuint free, out nuint total);
}
