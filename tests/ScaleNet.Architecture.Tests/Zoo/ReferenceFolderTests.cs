namespace ScaleNet.Architecture.Tests.Zoo;

public sealed class ReferenceFolderTests
{
    [Fact]
    public void A_missing_folder_fails()
    {
        using var folder = new TemporaryFolder();

        var missing = Path.Combine(folder.Path, "missing");

        Assert.Throws<DirectoryNotFoundException>(() => ReferenceFolder.FileNames(missing));
    }

    [Fact]
    public void An_empty_folder_fails()
    {
        using var folder = new TemporaryFolder();
        folder.Write("notes.txt", "no reference");

        Assert.Throws<FileNotFoundException>(() => ReferenceFolder.FileNames(folder.Path));
    }

    [Fact]
    public void The_files_are_listed_by_name()
    {
        using var folder = new TemporaryFolder();
        folder.Write("b.json", "{}");
        folder.Write("a.json", "{}");

        Assert.Equal(["a.json", "b.json"], ReferenceFolder.FileNames(folder.Path));
    }

    [Fact]
    public void The_folder_in_use_holds_files()
    {
        Assert.NotEmpty(ReferenceFolder.FileNames(ReferenceFolder.Default));
    }
}
