using ScaleNet.Evaluation.Runs;
using ScaleNet.Reporting.Reports;

namespace ScaleNet.Reporting.Tests.Reports;

public sealed class RunAllocationReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Four_columns_are_the_reference_scales_and_a_new_side_is_a_new_stage()
    {
        Structure("[[1,2,3,4,56],[5,6,7,8,56],[1,1,1,1,28]]");

        var allocation = RunAllocationReader.Read(_folder.Path)!;

        Assert.Equal([1, 2, 4, 7], allocation.Scales);
        Assert.Equal([56, 56, 28], allocation.Sides);
        Assert.Equal(["Stage 1", "Stage 1", "Stage 2"], allocation.Blocks.Select(block => block.Stage));
        Assert.Equal([5, 6, 7, 8], allocation.Blocks[1].ChannelsPerScale);
        Assert.Equal("3", allocation.Blocks[2].Label);
    }

    [Fact]
    public void The_network_names_its_scales()
    {
        Structure("[[1,2,3,28]]");
        Network("""{ "name": "small", "scales": [1, 2, 3], "other": {} }""");

        Assert.Equal([1, 2, 3], RunAllocationReader.Read(_folder.Path)!.Scales);
    }

    [Fact]
    public void A_network_without_structure_has_no_allocation() =>
        Assert.Null(RunAllocationReader.Read(_folder.Path));

    [Theory]
    [InlineData("[[1,2,28]]", """{ "name": "small" }""", "2 scales, and network.json does not name them")]
    [InlineData("[[1,2,28]]", """{ "scales": [1, 2, 4] }""", "network.json $.scales: got [1, 2, 4], expected 2")]
    [InlineData("[[1,2,28]]", """{ "scales": "1,2" }""", "$.scales: got 1,2, expected 2")]
    [InlineData("[[1,2,28]]", """{ "scales": [1, 2.5] }""", "$.scales: got [1, 2.5]")]
    [InlineData("[[1,2,28],[1,28]]", "{}", "expected one row of channels and a side per block")]
    [InlineData("[[1,-2,28]]", "{}", "none negative")]
    [InlineData("[]", "{}", "expected one row")]
    [InlineData("[[1,2", "{}", "structure.json: not the expected JSON")]
    [InlineData("null", "{}", "structure.json: got null")]
    public void Files_that_are_not_as_expected_are_refused(string structure, string network, string problem)
    {
        Structure(structure);
        Network(network);

        var error = Assert.Throws<RunFolderException>(() => RunAllocationReader.Read(_folder.Path));

        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    private void Structure(string json) => File.WriteAllText(_folder.File("structure.json"), json);

    private void Network(string json) => File.WriteAllText(_folder.File("network.json"), json);
}
