using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Tests.Specs;

/// <summary>What a structure file may not be; the message names the file and the row.</summary>
public sealed class StructureFileErrorTests
{
    [Theory]
    [InlineData("", "Path: $")]
    [InlineData("rows", "Path: $")]
    [InlineData("{}", "Path: $")]
    [InlineData("[5]", "Path: $[0]")]
    [InlineData("[[1, 1, 56], [1, 1.5, 56]]", "Path: $[1][1]")]
    [InlineData("[[1, 1, 56.0]]", "Path: $[0][2]")]
    [InlineData("[[1, \"1\", 56]]", "Path: $[0][1]")]
    [InlineData("[[1, null, 56]]", "Path: $[0][1]")]
    [InlineData("[[1, 1, 99999999999]]", "Path: $[0][2]")]
    public void What_is_not_rows_of_whole_numbers_is_refused_with_its_place(string json, string place)
    {
        var message = Refusal(json);

        Assert.StartsWith("mine.json: is not a structure file: ", message, StringComparison.Ordinal);
        Assert.Contains(place, message, StringComparison.Ordinal);
        Assert.EndsWith("an array of rows [c1, c2, ..., side] of whole numbers.", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null", "is null, expected rows [c1, c2, ..., side]")]
    [InlineData("[]", "has no rows, expected one a block")]
    [InlineData("[null]", "$[0]: got -1 scales and a side, expected 2 to 6.")]
    [InlineData("[[]]", "$[0]: got -1 scales and a side, expected 2 to 6.")]
    [InlineData("[[1, 56]]", "$[0]: got 1 scales and a side, expected 2 to 6.")]
    [InlineData("[[1, 1, 1, 1, 1, 1, 1, 56]]", "$[0]: got 7 scales and a side, expected 2 to 6.")]
    [InlineData("[[1, 1, 56], [1, 1, 1, 56]]", "$[1]: got 3 scales, the first row has 2.")]
    [InlineData("[[1, 1, 16385]]", "$[0]: got a side of 16385, expected at most 16384.")]
    public void Rows_of_a_wrong_form_are_refused(string json, string problem)
    {
        Assert.Equal($"mine.json: {problem}", Refusal(json));
    }

    [Theory]
    [InlineData("[[1, -1, 56]]", "1, -1, 56")]
    [InlineData("[[0, 0, 56]]", "0, 0, 56")]
    [InlineData("[[1, 1, 0]]", "1, 1, 0")]
    [InlineData("[[1, 1, -56]]", "1, 1, -56")]
    public void Counts_without_a_total_and_sides_without_pixels_are_refused(string json, string row)
    {
        Assert.Equal(
            $"mine.json: $[0]: got [{row}], expected counts of 0 or more with a positive total, and a positive side.",
            Refusal(json));
    }

    [Theory]
    [InlineData("[[1, 1, 56], [1, 1, 14]]", "$[1]: side 14 after 56, expected the same or 28.")]
    [InlineData("[[1, 1, 56], [1, 1, 28], [1, 1, 56]]", "$[2]: side 56 after 28, expected the same or 14.")]
    [InlineData("[[1, 1, 7], [1, 1, 4]]", "$[1]: side 4 after 7, expected the same or 3.")]
    public void Sides_that_do_not_halve_are_refused(string json, string problem)
    {
        Assert.Equal($"mine.json: {problem}", Refusal(json));
    }

    [Fact]
    public void All_wrong_rows_are_in_one_message()
    {
        Assert.Equal(
            "mine.json: $[1]: got 1 scales and a side, expected 2 to 6; $[2]: got 3 scales, the first row has 2.",
            Refusal("[[1, 1, 56], [1, 56], [1, 1, 1, 56]]"));
    }

    // Four times this side is 4 in 32 bits, which would pass as a tiny network.
    [Fact]
    public void A_side_whose_resolution_overflows_is_refused()
    {
        Assert.Equal(
            "mine.json: $[0]: got a side of 1073741825, expected at most 16384.", Refusal("[[1, 1, 1073741825]]"));
    }

    [Fact]
    public void Planes_that_double_beyond_the_limit_are_refused()
    {
        var options = new StructureOptions { FirstPlanes = int.MaxValue };

        var error = Assert.Throws<SpecException>(() => StructureFile.Read("[[1, 1, 56]]", "mine.json", options));

        Assert.Contains("$.stages[0].planes: got 2147483647, expected 1 to 65536", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_scales_than_the_rows_have_are_refused()
    {
        var options = new StructureOptions { Scales = [1, 2, 4] };

        var error = Assert.Throws<SpecException>(() => StructureFile.Read("[[1, 1, 56]]", "mine.json", options));

        Assert.Equal(
            "mine.json: $.stages[0].blocks[0]: 2 branches for 3 scales; a scale without channels has a 0.", error.Message);
    }

    private static string Refusal(string json) =>
        Assert.Throws<SpecException>(() => StructureFile.Read(json, "mine.json", new StructureOptions())).Message;
}
