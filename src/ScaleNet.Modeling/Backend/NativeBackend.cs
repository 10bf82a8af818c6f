using System.Diagnostics;
using System.Runtime.InteropServices;
using TorchSharp;

namespace ScaleNet.Modeling.Backend;

/// <summary>Chooses this process's libtorch: the one beside the program, or an existing one (a CUDA build, say).</summary>
public static class NativeBackend
{
    /// <summary>The variable that names the folder of an existing libtorch, such as PyTorch's <c>torch/lib</c>.</summary>
    public const string EnvironmentVariable = "SCALENET_LIBTORCH";

    /// <summary>The library that a libtorch for CUDA has and one for the CPU lacks.</summary>
    internal const string CudaLibrary = "libtorch_cuda.so";

    private const string TorchSharpLibrary = "libLibTorchSharp.so";

    // In the order of their dependencies.
    private static readonly string[] Libraries = ["libc10.so", "libtorch_cpu.so", CudaLibrary, "libtorch.so"];

    private static readonly Lazy<string?> ChosenFolder = new(LoadAndTune);

    /// <summary>
    /// Loads the libtorch that <see cref="EnvironmentVariable"/> names, else the program's own, and tunes it for networks.
    /// </summary>
    /// <remarks>
    /// Call it before the first use of TorchSharp, which loads the program's own libtorch. Further calls do nothing.
    /// </remarks>
    /// <exception cref="NativeBackendException">No libtorch that fits is there, or one is loaded already.</exception>
    public static void Initialize() => _ = ChosenFolder.Value;

    /// <summary>The folder that <see cref="EnvironmentVariable"/> named; null for the program's own libtorch.</summary>
    public static string? Folder => ChosenFolder.Value;

    private static string? LoadAndTune()
    {
        NativeTuning.LimitSpinning();
        NativeTuning.MultiplyReproducibly();
        var folder = Load();
        NativeTuning.KeepFreedMemory();
        NativeTuning.DisableNnpack();
        return folder;
    }

    private static string? Load()
    {
        string? value = Environment.GetEnvironmentVariable(EnvironmentVariable);
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        string folder = Path.GetFullPath(value);
        RequireUsable(folder);
        foreach (string library in Libraries.Where(library => File.Exists(Path.Combine(folder, library))))
        {
            Preload(folder, library);
        }

        RequireFit(folder);
        return folder;
    }

    private static void RequireUsable(string folder)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new NativeBackendException($"{EnvironmentVariable}: works on Linux only. Unset it.");
        }

        string? missing = Libraries.FirstOrDefault(name => name != CudaLibrary && !File.Exists(Path.Combine(folder, name)));
        if (missing is not null)
        {
            throw new NativeBackendException($"{EnvironmentVariable}={folder}: there is no {missing}. Name the folder of "
                + "libtorch's libraries, such as torch/lib of a PyTorch installation.");
        }

        using var process = Process.GetCurrentProcess();
        if (process.Modules.Cast<ProcessModule>().Any(module => module.ModuleName == "libtorch_cpu.so"))
        {
            throw new NativeBackendException($"{EnvironmentVariable}={folder}: another libtorch is loaded already. "
                + $"Call {nameof(NativeBackend)}.{nameof(Initialize)} before the first use of TorchSharp.");
        }
    }

    /// <remarks>
    /// Later loads find a library by its short name (SONAME), wherever it came from; but TorchSharp asks for some by
    /// the full path of the program's own copy.
    /// </remarks>
    private static void Preload(string folder, string library)
    {
        nint handle = LoadOrExplain(folder, () => NativeLibrary.Load(Path.Combine(folder, library)));
        string? ownCopy = SearchFolders().Select(own => Path.Combine(own, library)).FirstOrDefault(File.Exists);
        if (ownCopy is not null && !LoadedLibrary.TryAlias(handle, ownCopy))
        {
            throw new NativeBackendException($"{EnvironmentVariable}={folder}: this system loads {ownCopy} nevertheless. "
                + "Use a build without libtorch: -p:LibTorchPackage=none.");
        }
    }

    /// <summary>
    /// A libtorch of another version lacks symbols: better one line here than TorchSharp's page, or than the end of the process at
    /// the first call of a function that is not there, since symbols are looked up when they are first called.
    /// </summary>
    private static void RequireFit(string folder)
    {
        string? library = SearchFolders().Select(own => Path.Combine(own, TorchSharpLibrary)).FirstOrDefault(File.Exists);
        if (library is not null && LoadedLibrary.WhyNotWhole(library) is { } reason)
        {
            throw new NativeBackendException(Misfit(folder, reason));
        }

        LoadOrExplain(folder, () => NativeLibrary.Load("LibTorchSharp", typeof(torch).Assembly, searchPath: null));
    }

    private static nint LoadOrExplain(string folder, Func<nint> load)
    {
        try
        {
            return load();
        }
        catch (DllNotFoundException problem)
        {
            // The first line is general advice, the next is the loader's word on the first place tried.
            string reason = problem.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries).Take(2).Last();
            throw new NativeBackendException(Misfit(folder, reason), problem);
        }
    }

    private static string Misfit(string folder, string reason) =>
        $"{EnvironmentVariable}={folder}: does not load with this TorchSharp, which needs libtorch 2.10: {reason}";

    /// <summary>Where the runtime looks for a library asked for by name, in its order.</summary>
    private static string[] SearchFolders() =>
        (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? AppContext.BaseDirectory)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
}
