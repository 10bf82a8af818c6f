using System.Diagnostics;
using System.Text.Json;

namespace ScaleNet.EndToEnd;

/// <summary>Real measurements of small networks. Which is faster is nobody's business here.</summary>
public sealed class BenchTests
{
    private const string Quick = "--batch 1 --rounds 2 --calls 2 --warm-up 1 --threads 1";
    private const string SmallNetworks = "--models resnet11_small,scalenet11_small";

    [Fact]
    [Trait("Tier", "slow")]
    public void Networks_take_turns_and_are_compared_with_the_first()
    {
        using var folder = new WorkFolder();

        var result = folder.Run($"bench {SmallNetworks} {Quick} --json").Succeeded();

        var networks = result.Json.GetProperty("networks").EnumerateArray().ToArray();
        Assert.Equal(["resnet11_small", "scalenet11_small"], networks.Select(network => network.GetProperty("name").GetString()));
        Assert.Equal(
            ["round 1 of 2: resnet11_small", "round 1 of 2: scalenet11_small", "round 2 of 2: resnet11_small", "round 2 of 2: scalenet11_small"],
            result.Log.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[..line.IndexOf(" float32", StringComparison.Ordinal)]));
        Assert.All(networks, network =>
        {
            Assert.Equal(4, network.GetProperty("milliseconds").GetProperty("count").GetInt32());
            Assert.True(network.GetProperty("milliseconds").GetProperty("least").GetDouble() > 0);
            Assert.True(network.GetProperty("peakBytes").GetInt64() > 1 << 20);
        });
        Assert.Equal(1, networks[0].GetProperty("ratioToFirst").GetDouble());
        Assert.Equal(Median(networks[1]) / Median(networks[0]), networks[1].GetProperty("ratioToFirst").GetDouble(), 1e-12);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Theory]
    [Trait("Tier", "slow")]
    [InlineData("--engine onnx", "onnx on ", "inference, 1 images of 28x28")]
    [InlineData("--training --precision bfloat16", "torch on ", "training step, 1 images of 28x28", "a step as 3 passes forward")]
    public void Other_work_is_measured_too(string options, params string[] words)
    {
        using var folder = new WorkFolder();

        var output = folder.Run($"bench {SmallNetworks} --batch 1 --rounds 1 --calls 1 --warm-up 0 {options}").Succeeded().Output;

        Assert.All(words, word => Assert.Contains(word, output, StringComparison.Ordinal));
        Assert.Contains("\nscalenet11_small ", output, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Tier", "slow")]
    public void The_plot_shows_the_networks_with_published_errors()
    {
        using var folder = new WorkFolder();

        var result = folder.Run(
            "bench --models googlenet,resnet11_small --size 64 --batch 1 --rounds 1 --calls 1 --warm-up 0 --plot speed.svg").Succeeded();

        var svg = File.ReadAllText(folder.At("speed.svg"));
        Assert.Contains(">googlenet</text>", svg, StringComparison.Ordinal);
        Assert.Contains("error 30.22 %", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("resnet11_small", svg, StringComparison.Ordinal);
        Assert.Contains("note: resnet11_small has no published error and is not in the plot", result.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_cuda_device_it_is_said_what_was_looked_for()
    {
        using var folder = new WorkFolder();

        var result = folder.Run($"bench {SmallNetworks} --device cuda --rounds 1");

        Assert.SkipWhen(result.Code == 0, "There is a CUDA device.");
        result.FailedWith(2, "CUDA: ", "SCALENET_LIBTORCH");
    }

    [Theory]
    [InlineData("--device tpu", "--device: got 'tpu', expected cpu or cuda")]
    [InlineData("--libtorch", "--libtorch: a value is missing")]
    [InlineData("--libtorch nowhere", "--libtorch: 'nowhere' is no folder")]
    [InlineData("sped", "'sped': expected parity, speed, training")]
    public void The_script_of_the_pack_tells_what_is_wrong(string arguments, string words)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The pack is for Linux.");
        using var folder = new WorkFolder();
        var start = new ProcessStartInfo("sh", [Path.Combine(AppContext.BaseDirectory, "run.sh"), .. arguments.Split(' ')])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardError = true,
        };

        using var process = Process.Start(start)!;
        var log = process.StandardError.ReadToEnd();
        process.WaitForExit();

        Assert.Equal(2, process.ExitCode);
        Assert.StartsWith("error: " + words, log, StringComparison.Ordinal);
    }

    private static double Median(JsonElement network) => network.GetProperty("milliseconds").GetProperty("median").GetDouble();
}
