using ScaleNet.Cli.Output;

namespace ScaleNet.Cli.Tests.Output;

public sealed class TextTableTests
{
    [Fact]
    public void Words_stand_to_the_left_and_numbers_to_the_right()
    {
        var table = new TextTable(new("name", IsNumber: false), new("cost"), new("note", IsNumber: false));
        table.Add("a", "1,000", "x");
        table.Add("longer", "7", "");
        using var output = new StringWriter { NewLine = "\n" };

        table.Write(output);

        Assert.Equal("name     cost  note\na       1,000  x\nlonger      7\n", output.ToString());
    }

    [Fact]
    public void A_row_of_another_length_is_a_defect()
    {
        var table = new TextTable(new("name"), new("cost"));

        Assert.Throws<ArgumentException>(() => table.Add("a"));
    }
}
