using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Tests.Specs;

/// <summary>What a spec file may not be; the message names the file and the JSON path.</summary>
public sealed class SpecErrorTests
{
    private const string Valid =
        """
        {"family":"scalenet","name":"net","stem":"small","stemChannels":4,"resolution":8,"classes":2,
         "scales":[1,2],"stages":[{"planes":4,"blocks":[[3,1]]}]}
        """;

    [Fact]
    public void The_text_that_the_errors_are_made_from_is_valid()
    {
        Assert.Equal("net", SpecJson.Read(Valid, "net.json").Name);
    }

    // Rows: a part of the valid text, what takes its place, and what the message must say.
    [Theory]
    [InlineData("\"classes\":2", "\"clases\":2", "'clases'", "Path: $.clases")]
    [InlineData("\"planes\":4", "\"planes\":4,\"depth\":1", "'depth'", "Path: $.stages[0].depth")]
    [InlineData("\"classes\":2", "\"classes\":2,\"classes\":2", "Duplicate property 'classes'", "Path: $.classes")]
    [InlineData("\"planes\":4", "\"planes\":4,\"planes\":4", "Duplicate property 'planes'", "Path: $.stages[0].planes")]
    [InlineData("\"resolution\":8,\"classes\":2,", "", "missing required properties", "'resolution', 'classes'")]
    [InlineData("\"planes\":4,", "", "missing required properties including: 'planes'", "Path: $.stages[0]")]
    [InlineData("\"classes\":2", "\"classes\":\"2\"", "could not be converted", "Path: $.classes")]
    [InlineData("\"classes\":2", "\"classes\":2.5", "could not be converted", "Path: $.classes")]
    [InlineData("\"classes\":2", "\"classes\":null", "could not be converted", "Path: $.classes")]
    [InlineData("\"classes\":2", "\"classes\":99999999999", "could not be converted", "Path: $.classes")]
    [InlineData("\"name\":\"net\"", "\"name\":null", "'name'", "Path: $.name")]
    [InlineData("\"stem\":\"small\"", "\"stem\":\"large\"", "could not be converted", "Path: $.stem")]
    [InlineData("\"stem\":\"small\"", "\"stem\":1", "could not be converted", "Path: $.stem")]
    [InlineData("[[3,1]]", "[[3,\"1\"]]", "could not be converted", "Path: $.stages[0].blocks[0][1]")]
    [InlineData("[[3,1]]", "[3,1]", "could not be converted", "Path: $.stages[0].blocks[0]")]
    [InlineData("[[3,1]]", "null", "could not be converted", "Path: $.stages[0].blocks")]
    [InlineData("\"family\":\"scalenet\",", "", "type discriminator", "Path: $")]
    [InlineData("\"scalenet\"", "\"scalnet\"", "'scalnet'", "Path: $")]
    [InlineData("}]}", "}]", "is not a network spec", "Path: $")]
    public void What_is_not_a_spec_is_refused_with_its_place(string part, string replacement, string problem, string place)
    {
        var message = Refusal(Valid.Replace(part, replacement, StringComparison.Ordinal));

        Assert.StartsWith("net.json: is not a network spec: ", message, StringComparison.Ordinal);
        Assert.Contains(problem, message, StringComparison.Ordinal);
        Assert.Contains(place, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("network")]
    [InlineData("5")]
    [InlineData("{}")]
    public void Other_texts_are_refused(string json)
    {
        Assert.StartsWith("net.json: is not a network spec: ", Refusal(json), StringComparison.Ordinal);
    }

    [Fact]
    public void A_null_is_refused()
    {
        Assert.Equal("net.json: is null, expected a network spec", Refusal("null"));
    }

    [Fact]
    public void Nulls_inside_arrays_are_refused_together()
    {
        var json = Valid.Replace("[{\"planes\":4,\"blocks\":[[3,1]]}]", "[null,null]", StringComparison.Ordinal);

        Assert.Equal("net.json: $.stages[0]: is null; $.stages[1]: is null.", Refusal(json));
    }

    private static string Refusal(string json) =>
        Assert.Throws<SpecException>(() => SpecJson.Read(json, "net.json")).Message;
}
