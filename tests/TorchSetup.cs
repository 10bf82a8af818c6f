using System.Runtime.CompilerServices;
using ScaleNet.Modeling.Backend;

namespace ScaleNet.Tests;

/// <summary>Tunes libtorch before a test's first tensor, as programs do; tests of another libtorch do so themselves.</summary>
internal static class TorchSetup
{
    [ModuleInitializer]
    public static void Run()
    {
        if (Environment.GetEnvironmentVariable(NativeBackend.EnvironmentVariable) is null)
        {
            NativeBackend.Initialize();
        }
    }
}
