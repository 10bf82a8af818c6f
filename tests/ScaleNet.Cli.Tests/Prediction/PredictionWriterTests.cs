using ScaleNet.Cli.Prediction;

namespace ScaleNet.Cli.Tests.Prediction;

public sealed class PredictionWriterTests
{
    private static readonly PicturePrediction Odd = new("a \"b\",\nc.png", [new(7, "cat, black", 0.75), new(0, "dog", 0.25)]);

    [Fact]
    public void Text_is_a_line_a_picture() =>
        Assert.Equal("a \"b\", c.png: cat, black 75.0 %, dog 25.0 %\n", Written(PredictionFormat.Text));

    [Fact]
    public void Csv_is_a_row_for_each_picture_and_class() => Assert.Equal(
        """
        image,rank,index,class,probability
        "a ""b"",
        c.png",1,7,"cat, black",0.75
        "a ""b"",
        c.png",2,0,dog,0.25

        """,
        Written(PredictionFormat.Csv));

    [Fact]
    public void Json_is_one_document()
    {
        var document = new CommandResult(0, Written(PredictionFormat.Json), "").Json;

        Assert.Equal(Odd.Image, document[0].GetProperty("image").GetString());
        Assert.Equal("cat, black", document[0].GetProperty("classes")[0].GetProperty("class").GetString());
        Assert.Equal(7, document[0].GetProperty("classes")[0].GetProperty("index").GetInt32());
        Assert.Equal(0.25, document[0].GetProperty("classes")[1].GetProperty("probability").GetDouble());
    }

    private static string Written(PredictionFormat format)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var writer = new PredictionWriter(output, format);
        writer.Add(Odd);
        writer.Finish();
        return output.ToString();
    }
}
