using ScaleNet.Architecture.Zoo;

namespace ScaleNet.Cli.Tests.Commands;

public sealed class ModelsCommandTests
{
    [Fact]
    public void Lists_every_network_of_the_catalogue_with_its_published_errors()
    {
        var lines = CommandRunner.Run("models").Succeeded().Lines;

        Assert.Equal(Catalog.All.Select(entry => entry.Id), lines.Skip(1).Select(line => line.Split(' ')[0]));
        Assert.Equal(
            ["resnet50", "3x224x224", "25,557,032", "4.089 G", "24.70 %", "7.80 %", "He et al. 2016"],
            Cells(lines.Single(line => line.StartsWith("resnet50 ", StringComparison.Ordinal))));
    }

    [Fact]
    public void A_network_without_published_errors_has_dashes() => Assert.Equal(
        ["resnet11_small", "1x28x28", "127,354", "15.369 M", "-", "-", "-"],
        Cells(CommandRunner.Run("models").Lines.Single(line => line.StartsWith("resnet11_small ", StringComparison.Ordinal))));

    [Fact]
    public void A_network_of_which_only_the_top_1_error_is_known_has_one_dash() => Assert.Equal(
        ["seresnet50", "3x224x224", "28,088,024", "4.092 G", "23.29 %", "-", "Hu et al. 2018"],
        Cells(CommandRunner.Run("models").Lines.Single(line => line.StartsWith("seresnet50 ", StringComparison.Ordinal))));

    [Fact]
    public void Json_has_the_same_numbers_exactly()
    {
        var models = CommandRunner.Run("models", "--json").Succeeded().Json;

        var resnet = models.EnumerateArray().Single(model => model.GetProperty("name").GetString() == "resnet50");
        Assert.Equal(25_557_032, resnet.GetProperty("parameters").GetInt64());
        Assert.Equal(4_089_184_256, resnet.GetProperty("macs").GetInt64());
        Assert.Equal(24.7, resnet.GetProperty("top1ErrorPercent").GetDouble());
    }

    private static string[] Cells(string line) => line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
