namespace ScaleNet.Architecture.Tests;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("scalenet5", "scalenet50")]
    [InlineData("SCALENET-50", "scalenet50")]
    [InlineData("resnet51", "resnet50")]
    [InlineData("", "resnet50")]
    public void The_candidate_with_the_fewest_edits_is_nearest(string name, string expected)
    {
        Assert.Equal(expected, NearestName.To(name, ["resnet50", "scalenet50", "scalenet50_light"]));
    }

    [Fact]
    public void The_first_of_equally_near_candidates_wins()
    {
        Assert.Equal("ab", NearestName.To("a", ["ab", "ac"]));
    }

    [Fact]
    public void Without_candidates_nothing_is_near()
    {
        Assert.Null(NearestName.To("a", []));
    }
}
