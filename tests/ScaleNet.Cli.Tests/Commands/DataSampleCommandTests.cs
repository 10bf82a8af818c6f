using System.Text.Json;
using ScaleNet.Data.Images;

namespace ScaleNet.Cli.Tests.Commands;

public sealed class DataSampleCommandTests
{
    [Fact]
    public void Samples_are_taken_evenly_and_their_classes_are_told_by_row()
    {
        using var folder = new TemporaryFolder();

        var result = CommandRunner.Run("data", "sample", "embedded", "--test", "--count", "5", "-o", folder.File("sheet.png"), "--json");

        var sheet = ImageDecoder.Decode(folder.File("sheet.png"));
        Assert.Equal((92, 62), (sheet.Width, sheet.Height)); // three and two images of 28 px, 2 px around each
        using var json = JsonDocument.Parse(result.Output);
        Assert.Equal("[0,400,800,1200,1600]", json.RootElement.GetProperty("images").GetRawText().Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal([3, 2], json.RootElement.GetProperty("rows").EnumerateArray().Select(row => row.GetArrayLength()));
    }

    [Fact]
    public void Few_images_are_all_shown()
    {
        using var folder = new TemporaryFolder();

        var result = CommandRunner.Run("data", "sample", "embedded", "--count", "1", "--output", folder.File("one.png"));

        Assert.Equal($"{folder.File("one.png")}\nrow 1: Ankle boot\n", result.Output);
        Assert.Equal(32, ImageDecoder.Decode(folder.File("one.png")).Width);
    }

    [Theory]
    [InlineData("--count", "0", "--count")]
    [InlineData("--output", "no/such/folder/sheet.png", "--output: got 'no/such/folder/sheet.png'")]
    [InlineData("--img-size", "64", "--img-size: got 64, the images of embedded are 1x28x28 and stay so.")]
    public void What_cannot_be_shown_is_told(string option, string value, string message)
    {
        using var folder = new TemporaryFolder();
        string[] output = option == "--output" ? [] : ["--output", folder.File("sheet.png")];

        var result = CommandRunner.Run(["data", "sample", "embedded", option, value, .. output]);

        Assert.Equal(2, result.Code);
        Assert.Contains(message, result.Log, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("sheet.png")));
    }
}
