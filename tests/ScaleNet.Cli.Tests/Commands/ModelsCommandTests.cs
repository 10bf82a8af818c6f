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

    [Theory]
    [InlineData("resnet11_small", "1x28x28", "127,354", "15.369 M", "-", "-", "-")]
    [InlineData(
        "blresnet50", "3x224x224", "26,694,568", "2.856 G", "22.41 %", "-", "BigLittleNet release, 110 epochs, cosine")]
    public void An_error_that_was_not_published_is_a_dash(string model, params string[] cells)
    {
        var line = CommandRunner.Run("models").Lines.Single(line => line.StartsWith($"{model} ", StringComparison.Ordinal));

        Assert.Equal([model, .. cells], Cells(line));
    }

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
