using System.Runtime.InteropServices;

namespace ScaleNet.Modeling.Backend;

/// <summary>The environment variables that native libraries see. .NET's own are a copy, whose changes do not reach them.</summary>
public static class NativeEnvironment
{
    /// <summary>Gives a variable a value where the user has set none; only on Linux.</summary>
    /// <remarks>A library reads its variables when it is loaded or first used: call this before.</remarks>
    public static void SetDefault(string name, string value)
    {
        if (OperatingSystem.IsLinux()
            && Environment.GetEnvironmentVariable(name) is null
            && NativeLibrary.TryLoad("libc.so.6", out var libc)
            && NativeLibrary.TryGetExport(libc, "setenv", out var address))
        {
            _ = Marshal.GetDelegateForFunctionPointer<SetVariable>(address)(name, value, 0);
        }
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int SetVariable(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string name, [MarshalAs(UnmanagedType.LPUTF8Str)] string value, int overwrite);
}
