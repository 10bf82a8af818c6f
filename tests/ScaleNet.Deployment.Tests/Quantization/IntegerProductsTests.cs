using System.Runtime.InteropServices;
using ScaleNet.Deployment.Quantization;
using Processor = System.Runtime.InteropServices.Architecture;

namespace ScaleNet.Deployment.Tests.Quantization;

/// <summary>What is tried of the engine agrees with what the processor says of itself.</summary>
public sealed class IntegerProductsTests
{
    private const string Description = "/proc/cpuinfo";

    [Fact]
    public void Sums_of_products_are_exact_where_the_processor_has_instructions_for_them()
    {
        Assert.SkipUnless(
            RuntimeInformation.ProcessArchitecture == Processor.X64 && File.Exists(Description), "Only x86 on Linux says what it has.");

        var flags = File.ReadLines(Description).First(line => line.StartsWith("flags", StringComparison.Ordinal)).Split(' ');

        Assert.Equal(flags.Any(flag => flag is "avx512_vnni" or "avx_vnni"), IntegerProducts.AreExact);
    }
}
