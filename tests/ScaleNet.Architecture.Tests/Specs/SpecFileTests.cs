using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Tests.Specs;

public sealed class SpecFileTests
{
    [Fact]
    public void An_object_is_a_spec()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("net.json", SpecJson.Write(TinyNetworks.TwoBlocks));

        Assert.Equal(TinyNetworks.TwoBlocks, SpecFile.Load(file, new StructureOptions()));
    }

    [Fact]
    public void An_array_is_a_structure_file_even_after_blanks()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("mine.json", " \n[[3, 1, 56]]\n");

        var spec = Assert.IsType<ScaleNetSpec>(SpecFile.Load(file, new StructureOptions { Classes = 5 }));

        Assert.Equal(("mine", 5), (spec.Name, spec.Classes));
    }

    [Fact]
    public void A_folder_is_asked_for_its_network()
    {
        using var folder = new TemporaryFolder();
        folder.Write(SpecFile.NameInFolder, SpecJson.Write(TinyNetworks.TwoBlocks));

        Assert.Equal("network.json", SpecFile.NameInFolder);
        Assert.Equal(TinyNetworks.TwoBlocks, SpecFile.Load(folder.Path, new StructureOptions()));
    }

    [Theory]
    [InlineData("missing.json", "missing.json")]
    [InlineData("missing/net.json", "missing/net.json")]
    [InlineData("", "network.json")]
    public void A_missing_file_is_named(string asked, string missing)
    {
        using var folder = new TemporaryFolder();

        var error = Assert.Throws<SpecException>(
            () => SpecFile.Load(Path.Combine(folder.Path, asked), new StructureOptions()));

        Assert.Equal(
            $"{Path.Combine(folder.Path, missing)}: no such file, expected a network spec or a structure file",
            error.Message);
    }

    [Fact]
    public void Errors_inside_the_file_name_it()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("net.json", "{}");

        var error = Assert.Throws<SpecException>(() => SpecFile.Load(file, new StructureOptions()));

        Assert.StartsWith($"{file}: is not a network spec: ", error.Message, StringComparison.Ordinal);
    }
}
