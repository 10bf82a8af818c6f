using ScaleNet.Modeling.Backend;
using static TorchSharp.torch;

namespace ScaleNet.Cli.Steps;

/// <summary>Makes the native library ready; verbs that do not compute never come here.</summary>
internal static class TorchThreads
{
    /// <summary>Loads it and sets how many threads compute.</summary>
    /// <exception cref="NativeBackendException">It cannot be loaded.</exception>
    public static void Use(int threads)
    {
        NativeBackend.Initialize();
        set_num_threads(threads);
    }
}
