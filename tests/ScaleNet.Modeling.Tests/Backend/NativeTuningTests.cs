using System.Diagnostics;
using System.Runtime.InteropServices;
using ScaleNet.Modeling.Backend;
using ScaleNet.Tests;
using static TorchSharp.torch;

namespace ScaleNet.Modeling.Tests.Backend;

[Collection(WholeProcess.Name)]
public sealed class NativeTuningTests
{
    private const int Bytes = 48 << 20; // more than glibc ever keeps by itself

    public NativeTuningTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The settings are glibc's and Linux libtorch's.");
        NativeBackend.Initialize();
    }

    [Fact]
    public void Nnpack_is_off()
    {
        var library = NativeLibrary.Load("libtorch_cpu.so", typeof(TorchSharp.torch).Assembly, null);
        var context = Call<GlobalContext>(library, "_ZN2at13globalContextEv")();

        Assert.Equal(0, Call<ReadFlag>(library, "_ZNK2at7Context17userEnabledNNPACKEv")(context));
    }

    [Fact]
    public void Waiting_threads_spin_briefly_unless_the_user_says_otherwise()
    {
        Assert.SkipWhen(
            Environment.GetEnvironmentVariable("OMP_WAIT_POLICY") is not null
            || Environment.GetEnvironmentVariable("GOMP_SPINCOUNT") is not null,
            "The user has said otherwise.");
        var libc = NativeLibrary.Load("libc.so.6");

        Assert.Equal("10000", Marshal.PtrToStringUTF8(Call<ReadVariable>(libc, "getenv")("GOMP_SPINCOUNT")));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_product_has_the_same_bits_wherever_its_matrix_lies(int shift)
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("MKL_CBWR") is not null, "The user has said how reproducible products are.");
        manual_seed(1);
        using var scope = NewDisposeScope();
        var (rows, columns) = (randn(784, 64), randn(10, 64));
        var shifted = empty(rows.NumberOfElements + shift).narrow(0, shift, rows.NumberOfElements).view(rows.shape);
        shifted.copy_(rows);

        Assert.Equal(rows.matmul(columns.t()).data<float>().ToArray(), shifted.matmul(columns.t()).data<float>().ToArray());
    }

    [Fact]
    public void Freed_memory_stays_with_the_process()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("SCALENET_KEEP_MEMORY") == "0", "The user gives it back.");
        var block = ones(Bytes, ScalarType.Byte);
        var before = Resident();

        block.Dispose();

        Assert.True(Resident() > before - (Bytes / 2), $"of {before} bytes {Resident()} are left");
    }

    private static long Resident()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    private static T Call<T>(nint library, string name)
        where T : Delegate => Marshal.GetDelegateForFunctionPointer<T>(NativeLibrary.GetExport(library, name));

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate nint GlobalContext();

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate byte ReadFlag(nint context);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate nint ReadVariable([MarshalAs(UnmanagedType.LPUTF8Str)] string name);
}
