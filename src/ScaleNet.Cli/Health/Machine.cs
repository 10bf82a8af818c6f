using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using ScaleNet.Cli.Output;
using ScaleNet.Cli.Speed;
using ScaleNet.Cli.Steps;

namespace ScaleNet.Cli.Health;

/// <summary>What the machine and its system are.</summary>
internal static class Machine
{
    private static readonly string[] Variables =
    [
        "SCALENET_LIBTORCH", "SCALENET_DATA", "SCALENET_MPI", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "CUDA_VISIBLE_DEVICES", "LD_LIBRARY_PATH",
        "LD_PRELOAD", "DOTNET_gcServer", "OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "SLURM_JOB_ID",
    ];

    private static readonly string[] MpiLibraries = ["libmpi.so.40", "libmpi.so.12", "libmpich.so.12"];

    /// <summary>Everything that is read without computing.</summary>
    public static IEnumerable<Finding> Look()
    {
        yield return new("program", ToolVersion.Text);
        yield return new(".NET", RuntimeInformation.FrameworkDescription);
        yield return new("system", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}");
        yield return new("processor", FormattableString.Invariant($"{Processor.Name}, {Environment.ProcessorCount} usable; {Features()}"));
        yield return new("memory", $"{Numbers.Bytes(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)} for this process (its container's limit counted)");
        yield return new("disk", Disk());
        yield return new("MPI", Mpi());
        foreach (var name in Variables)
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
            {
                yield return new(name, value);
            }
        }
    }

    private static string Features()
    {
        (string Name, bool IsThere)[] features = [("AVX2", Avx2.IsSupported), ("FMA", Fma.IsSupported), ("AVX-512", Avx512F.IsSupported)];
        var there = features.Where(feature => feature.IsThere).Select(feature => feature.Name).ToList();
        return there.Count > 0 ? string.Join(", ", there) : "no AVX2";
    }

    private static string Disk()
    {
        var here = Path.GetFullPath(".");
        var free = new DriveInfo(here).AvailableFreeSpace;
        return string.Create(CultureInfo.InvariantCulture, $"{Numbers.Bytes(free)} free in {here}");
    }

    private static string Mpi()
    {
        foreach (var name in MpiLibraries)
        {
            if (NativeLibrary.TryLoad(name, out var library))
            {
                NativeLibrary.Free(library);
                return $"{name} (needed for several processes only)";
            }
        }

        return "not found (needed for several processes only: install openmpi-bin)";
    }
}
