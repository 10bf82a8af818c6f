using System.Text.Json;
using ScaleNet.Data.Images;

namespace ScaleNet.Data.Tests.Images;

public sealed class PreprocessingTests
{
    private static readonly Preprocessing Colour = new(3, 32, 24, [0.1f, 0.2f, 0.3f], [0.4f, 0.5f, 0.6f]);

    [Fact]
    public void The_json_is_stable()
    {
        const string expected =
            """{"channels":3,"height":32,"width":24,"mean":[0.1,0.2,0.3],"standardDeviation":[0.4,0.5,0.6]}""";

        Assert.Equal(expected, Colour.ToJson());
        Assert.Equal(Colour, Preprocessing.FromJson(expected, "a file"));
    }

    [Fact]
    public void It_is_a_member_of_other_records_under_any_naming_policy()
    {
        var options = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
        string json = JsonSerializer.Serialize(new Holder(Colour), options);

        Assert.Equal(new Holder(Colour), JsonSerializer.Deserialize<Holder>(json, options));
    }

    [Fact]
    public void Equality_is_by_value()
    {
        var same = new Preprocessing(3, 32, 24, [0.1f, 0.2f, 0.3f], [0.4f, 0.5f, 0.6f]);
        var other = new Preprocessing(3, 32, 24, [0.1f, 0.2f, 0.3f], [0.4f, 0.5f, 0.7f]);

        Assert.Equal(Colour, same);
        Assert.Equal(Colour.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(Colour, other);
    }

    [Theory]
    [InlineData("""{"channels":1,"height":0,"width":2,"mean":[0],"standardDeviation":[1]}""", "input size is 1x0x2")]
    [InlineData(
        """{"channels":1,"height":2,"width":2,"mean":[0,0],"standardDeviation":[1]}""",
        "got 2 means and 1 standard")]
    [InlineData(
        """{"channels":1,"height":2,"width":2,"mean":[0],"standardDeviation":[0]}""",
        "channel 0 cannot be normalised")]
    [InlineData("""{"channels":1,"height":2,"width":2,"mean":[0]}""", "a file: not a preprocessing record")]
    [InlineData(
        """{"channels":1,"height":2,"width":2,"mean":null,"standardDeviation":[1]}""",
        "a file: not a preprocessing record")]
    [InlineData("null", "a file: preprocessing is null")]
    [InlineData("{", "a file: not a preprocessing record")]
    public void A_record_that_describes_no_input_is_refused(string json, string expected)
    {
        var problem = Assert.Throws<DatasetException>(() => Preprocessing.FromJson(json, "a file"));

        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
    }

    private sealed record Holder(Preprocessing Input);
}
