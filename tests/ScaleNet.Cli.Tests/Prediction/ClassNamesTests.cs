using ScaleNet.Architecture;
using ScaleNet.Cli.Prediction;

namespace ScaleNet.Cli.Tests.Prediction;

public sealed class ClassNamesTests
{
    [Theory]
    [InlineData("cat\ndog, small")]
    [InlineData("cat\r\ndog, small\r\n")]
    [InlineData("[\"cat\", \"dog, small\"]")]
    public void Names_are_read_from_lines_or_json(string text)
    {
        using var folder = new TemporaryFolder();

        Assert.Equal(["cat", "dog, small"], ClassNames.Read(folder.Write("names", text), classes: 2));
    }

    [Theory]
    [InlineData("cat", "got 1 names of classes, expected 2")]
    [InlineData("", "got 1 names of classes, expected 2")]
    [InlineData("[\"cat\", \"dog\", \"cow\"]", "got 3 names of classes, expected 2")]
    [InlineData("[\"cat\", null]", "not a JSON array of names (one is null)")]
    [InlineData("[1, 2]", "not a JSON array of names")]
    [InlineData("[\"cat\"", "not a JSON array of names")]
    public void Anything_else_is_refused(string text, string words)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("names", text);

        var problem = Assert.Throws<SpecException>(() => ClassNames.Read(file, classes: 2));

        Assert.StartsWith($"{file}: {words}", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_names_classes_are_numbered() => Assert.Equal(["class 0", "class 1"], ClassNames.Numbered(2));
}
