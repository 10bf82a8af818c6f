using System.Runtime.InteropServices;

namespace ScaleNet.Modeling.Backend;

/// <summary>What glibc's dynamic loader knows about a loaded library.</summary>
internal static class LoadedLibrary
{
    private const int LinkMapRequest = 2; // RTLD_DI_LINKMAP
    private const int LazyWithoutLoad = 1 | 4; // RTLD_LAZY | RTLD_NOLOAD
    private const int AllSymbolsNow = 2; // RTLD_NOW

    /// <summary>Makes a later load of <paramref name="path"/> yield the loaded library; false where that fails.</summary>
    /// <remarks>
    /// A second libtorch in one process aborts it (operators registered twice), and TorchSharp loads the program's own
    /// copy by its full path, which no setting changes. The loader compares such a path with the name in the public
    /// part of each link map (link.h), so that name is set; a load that may not map a file then tells whether it took.
    /// </remarks>
    public static bool TryAlias(nint handle, string path)
    {
        if (GetInfo(handle, LinkMapRequest, out nint linkMap) != 0)
        {
            return false;
        }

        // Never freed: the name must live as long as the library, which is as long as the process.
        nint name = Marshal.StringToCoTaskMemUTF8(path);
        int nameOffset = nint.Size; // after l_addr
        Marshal.WriteIntPtr(linkMap, nameOffset, name);
        return Open(name, LazyWithoutLoad) == handle;
    }

    /// <summary>Loads a library with every function that it calls; the loader's reason where one is missing, else null.</summary>
    public static string? WhyNotWhole(string path)
    {
        nint name = Marshal.StringToCoTaskMemUTF8(path);
        try
        {
            _ = LastError(); // binds it: that may call the loader, which forgets the error in between
            return Open(name, AllSymbolsNow) == 0 ? Marshal.PtrToStringUTF8(LastError()) ?? "no reason given" : null;
        }
        finally
        {
            Marshal.FreeCoTaskMem(name);
        }
    }

    [DllImport("libdl.so.2", EntryPoint = "dlerror")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint LastError();

    [DllImport("libdl.so.2", EntryPoint = "dlinfo")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetInfo(nint handle, int request, out nint value);

    [DllImport("libdl.so.2", EntryPoint = "dlopen")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Open(nint path, int flags);
}
