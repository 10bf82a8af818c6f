using System;
using System.IO;
using System.Linq;
using System.Reflection;

namespace ScaleNet.Build.Tests;

/// <summary>The native files that the tests read: as published in the package, and in this test's output folder.</summary>
internal static class NativeFiles
{
    private const string Folder = "runtimes/linux-x64/native";
    private const string Library = "libLibTorchSharp.so";

    public static string InPackage { get; } = Path.Combine(PackageRoot, Folder, Library);

    public static string InOutput { get; } = Path.Combine(AppContext.BaseDirectory, Folder, Library);

    public static string OtherLibrary { get; } = Path.Combine(AppContext.BaseDirectory, Folder, "libc10.so");

    private static string PackageRoot => typeof(NativeFiles).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(item => item.Key == "TorchSharpPackage").Value!;
}
