using ScaleNet.Architecture.Cost;
using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Zoo;

namespace ScaleNet.Cli.Tests.Commands;

public sealed class InfoCommandTests
{
    private const string Structure = "[[6, 2, 0, 0, 28], [6, 4, 4, 2, 14]]";

    [Fact]
    public void Shows_parts_totals_and_neurons()
    {
        var result = CommandRunner.Run("info", "scalenet50").Succeeded();

        Assert.StartsWith("ScaleNet-50, 1000 classes, input 3x224x224, spec ", result.Output, StringComparison.Ordinal);
        Assert.Contains("parameters         31,483,618 (120.10 MiB in float32)", result.Lines);
        Assert.Contains(result.Lines, line => line.StartsWith("layer4.2  2048x7x7 ", StringComparison.Ordinal));
        Assert.Contains(
            "layer1.0     62 (70 %)      9 (10 %)     5 (6 %)  12 (14 %)     88", result.Lines);
        Assert.Equal("", result.Log);
    }

    [Fact]
    public void A_network_without_scales_has_no_neurons_per_scale()
    {
        Assert.DoesNotContain("neurons", CommandRunner.Run("info", "resnet50").Succeeded().Output, StringComparison.Ordinal);
        Assert.Equal(
            System.Text.Json.JsonValueKind.Null,
            CommandRunner.Run("info", "resnet50", "--json").Succeeded().Json.GetProperty("neurons").ValueKind);
    }

    [Fact]
    public void Full_is_the_table_of_the_graph()
    {
        var table = Catalog.Get("resnet11_small").Spec.Lower().ToText(32, 32);

        var result = CommandRunner.Run("info", "resnet11_small", "--full", "--input", "32").Succeeded();

        Assert.Contains(table, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_adds_up()
    {
        var info = CommandRunner.Run("info", "scalenet11_small", "--json", "--full").Succeeded().Json;

        var macs = info.GetProperty("macs").GetInt64();
        Assert.Equal(9_282_688, macs, tolerance: 200);
        Assert.Equal(macs, info.GetProperty("parts").EnumerateArray().Sum(part => part.GetProperty("macs").GetInt64()));
        Assert.Equal(macs, info.GetProperty("nodes").EnumerateArray().Sum(node => node.GetProperty("macs").GetInt64()));
        Assert.Equal([1, 28, 28], info.GetProperty("input").EnumerateArray().Select(side => side.GetInt32()));
        Assert.Equal([4, 4, 4, 4], info.GetProperty("neurons")[0].EnumerateArray().Select(count => count.GetInt32()));
    }

    [Fact]
    public void A_structure_file_takes_what_it_does_not_say_from_options()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("tiny.json", Structure);

        var info = CommandRunner.Run(
            "info", path, "--stem", "small", "--planes", "8", "--classes", "10", "--input-channels", "1", "--scales", "1,2,3,5", "--json")
            .Succeeded().Json;

        Assert.Equal([1, 28, 28], info.GetProperty("input").EnumerateArray().Select(side => side.GetInt32()));
        Assert.Equal([1, 2, 3, 5], info.GetProperty("scales").EnumerateArray().Select(scale => scale.GetInt32()));
        Assert.Equal(10, info.GetProperty("classes").GetInt32());
    }

    [Fact]
    public void A_spec_file_says_everything_itself()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("spec.json", SpecJson.Write(Catalog.Get("scalenet11_small").Spec));

        CommandRunner.Run("info", path).Succeeded();
        CommandRunner.Run("info", path, "--scales", "1,2").FailedWith(2, "--scales: only for a bare structure file", path);
        CommandRunner.Run("info", path, "--classes", "7").FailedWith(2, "--classes: got 7, but", "says 10");
    }

    [Fact]
    public void A_network_of_the_catalogue_can_have_other_classes_and_channels()
    {
        var info = CommandRunner.Run("info", "resnet50", "--classes", "10", "--input-channels", "1", "--json").Succeeded().Json;

        Assert.Equal(25_557_032 - (2 * 64 * 7 * 7) - (990 * 2_049), info.GetProperty("parameters").GetInt64());
    }

    [Fact]
    public void A_folder_that_is_no_run_is_told_so()
    {
        using var folder = new TemporaryFolder();

        CommandRunner.Run("info", folder.Path).FailedWith(2, folder.Path, "not a run folder");
    }
}
