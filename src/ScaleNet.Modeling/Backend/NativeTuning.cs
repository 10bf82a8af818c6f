using System.Runtime.InteropServices;
using TorchSharp;

namespace ScaleNet.Modeling.Backend;

/// <summary>Settings of the native libraries that TorchSharp does not offer.</summary>
internal static class NativeTuning
{
    /// <summary>Set to 0 to leave memory to glibc's defaults: less resident memory between steps, slower steps.</summary>
    private const string KeepMemoryVariable = "SCALENET_KEEP_MEMORY";

    // Variables of GNU OpenMP, which libtorch bundles.
    private const string SpinCountVariable = "GOMP_SPINCOUNT";
    private const string WaitPolicyVariable = "OMP_WAIT_POLICY";
    private const string SpinCount = "10000";

    // A variable of MKL, which multiplies the matrices.
    private const string ReproducibilityVariable = "MKL_CBWR";
    private const string SameBits = "AUTO,STRICT";

    // mallopt(3) of glibc, malloc.h.
    private const int TrimThreshold = -1;
    private const int TopPad = -2;
    private const int MmapMax = -4;
    private const int GrowthStep = 64 << 20;

    /// <summary>
    /// Makes threads that wait for each other sleep soon. By default they spin about a millisecond at each of a step's thousand
    /// meetings; where another process wants the processor too, that made a step ten times slower. Takes effect before
    /// libtorch is loaded; what the user has set stays.
    /// </summary>
    public static void LimitSpinning()
    {
        if (Environment.GetEnvironmentVariable(WaitPolicyVariable) is null)
        {
            NativeEnvironment.SetDefault(SpinCountVariable, SpinCount);
        }
    }

    /// <summary>
    /// Makes a product of matrices the same bits wherever in memory they lie and however many threads compute it: by default MKL takes
    /// another kernel where a matrix begins at an odd place. Takes effect before libtorch is loaded; what the user has set stays.
    /// </summary>
    public static void MultiplyReproducibly() => NativeEnvironment.SetDefault(ReproducibilityVariable, SameBits);

    /// <summary>
    /// Lets freed memory be used again. By default glibc hands every block of some megabytes back to the system at once, so that
    /// each map of a network costs a page fault for every 4 KiB: measured, that is more than the arithmetic. On threads other than
    /// the main one blocks of more than 64 MB are still handed back: their arenas have no room for them.
    /// </summary>
    public static void KeepFreedMemory()
    {
        if (OperatingSystem.IsLinux()
            && Environment.GetEnvironmentVariable(KeepMemoryVariable) != "0"
            && NativeLibrary.TryLoad("libc.so.6", out var libc)
            && NativeLibrary.TryGetExport(libc, "mallopt", out var address))
        {
            var mallopt = Marshal.GetDelegateForFunctionPointer<MallocOption>(address);
            _ = mallopt(MmapMax, 0);
            _ = mallopt(TrimThreshold, int.MaxValue);
            _ = mallopt(TopPad, GrowthStep);
        }
    }

    /// <summary>Switches off NNPACK, which prints a warning at each small convolution on processors that it does not know.</summary>
    public static void DisableNnpack()
    {
        _ = torch.get_num_threads(); // makes TorchSharp load its libraries
        if (OperatingSystem.IsLinux()
            && NativeLibrary.TryLoad("libtorch_cpu.so", typeof(torch).Assembly, null, out var library)
            && NativeLibrary.TryGetExport(library, "_ZN2at13globalContextEv", out var contextAddress)
            && NativeLibrary.TryGetExport(library, "_ZN2at7Context20setUserEnabledNNPACKEb", out var setAddress))
        {
            var context = Marshal.GetDelegateForFunctionPointer<GlobalContext>(contextAddress)();
            Marshal.GetDelegateForFunctionPointer<SetFlag>(setAddress)(context, 0);
        }
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int MallocOption(int option, int value);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate nint GlobalContext();

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void SetFlag(nint context, byte value);
}
