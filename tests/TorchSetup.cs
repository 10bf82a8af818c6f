using System.Runtime.CompilerServices;
using ScaleNet.Modeling.Backend;

namespace ScaleNet.Tests;

/// <summary>Tunes libtorch before a test's first tensor, as programs do.</summary>
internal static class TorchSetup
{
    [ModuleInitializer]
    public static void Run() => NativeBackend.Initialize();
}
