using System.Runtime.InteropServices;

namespace ScaleNet.Deployment.Inference;

/// <summary>Lets the memory of this process come in large pages and stay with it, for programs that compute little else.</summary>
/// <remarks>
/// A model of 120 MB is copied into the order that kernels want while it is opened. In pages of 4 KiB that is tens of thousands
/// of page faults, which can cost more than everything else; in pages of 2 MiB a few dozen. For Linux with glibc, where the
/// system grants large pages to those who ask (transparent_hugepage is "madvise" or "always"); elsewhere nothing happens.
/// </remarks>
public static class LargePages
{
    /// <summary>Set to 0 to leave memory to glibc's defaults.</summary>
    private const string KeepMemoryVariable = "SCALENET_KEEP_MEMORY";

    // mallopt(3) of glibc, malloc.h.
    private const int TrimThreshold = -1;
    private const int TopPad = -2;
    private const int MmapMax = -4;
    private const int ArenaMax = -8;

    // madvise(2), asm-generic/mman-common.h.
    private const int AdviseHugePage = 14;

    private const int PageLength = 2 << 20;
    private const int Room = 1 << 30; // of addresses; memory is taken only as it is used

    /// <summary>Call it once, on the main thread, before anything large is allocated.</summary>
    public static void Use()
    {
        if (!OperatingSystem.IsLinux()
            || Environment.GetEnvironmentVariable(KeepMemoryVariable) == "0"
            || !NativeLibrary.TryLoad("libc.so.6", out var libc)
            || !NativeLibrary.TryGetExport(libc, "mallopt", out var malloptAddress))
        {
            return;
        }

        var mallopt = Marshal.GetDelegateForFunctionPointer<MallocOption>(malloptAddress);
        _ = mallopt(ArenaMax, 1); // or other threads' memory comes from elsewhere
        _ = mallopt(MmapMax, 0);
        _ = mallopt(TrimThreshold, int.MaxValue);
        _ = mallopt(TopPad, Room);
        Advise(libc);
    }

    // The next allocation that does not fit extends the heap by the whole room at once, which is then advised on.
    private static void Advise(nint libc)
    {
        var endOfHeap = Marshal.GetDelegateForFunctionPointer<MoveBreak>(NativeLibrary.GetExport(libc, "sbrk"));
        var advise = Marshal.GetDelegateForFunctionPointer<MemoryAdvice>(NativeLibrary.GetExport(libc, "madvise"));
        var first = (endOfHeap(0) + PageLength - 1) / PageLength * PageLength;
        Marshal.FreeHGlobal(Marshal.AllocHGlobal(PageLength));
        var end = endOfHeap(0);
        if (end > first)
        {
            _ = advise(first, end - first, AdviseHugePage);
        }
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int MallocOption(int option, int value);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate nint MoveBreak(nint increment);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int MemoryAdvice(nint address, nint length, int advice);
}
