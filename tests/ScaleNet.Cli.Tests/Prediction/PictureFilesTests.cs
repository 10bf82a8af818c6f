using ScaleNet.Cli.Prediction;

namespace ScaleNet.Cli.Tests.Prediction;

public sealed class PictureFilesTests
{
    [Fact]
    public void A_folder_gives_its_pictures_in_natural_order()
    {
        using var folder = Prepare();

        Assert.Equal(["a2.JPG", "a10.png"], Found(folder, recursive: false));
    }

    [Fact]
    public void Folders_in_folders_count_when_that_is_asked_for()
    {
        using var folder = Prepare();

        Assert.Equal(["a2.JPG", "a10.png", "sub/deep/d.webp", "sub/s.gif"], Found(folder, recursive: true));
    }

    [Fact]
    public void Files_that_are_named_are_taken_as_they_are()
    {
        Assert.Equal(
            [new PictureFile("b.txt"), new PictureFile("a.png"), new PictureFile("b.txt")],
            PictureFiles.Find(["b.txt", "a.png", "b.txt"], recursive: false));
    }

    [Fact]
    public void A_folder_without_pictures_is_a_problem()
    {
        using var folder = new TemporaryFolder();

        var file = Assert.Single(PictureFiles.Find([folder.Path], recursive: false));

        Assert.StartsWith($"{folder.Path}: got no picture directly in it", file.Problem, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Found(TemporaryFolder folder, bool recursive) =>
        PictureFiles.Find([folder.Path], recursive).Select(file => Path.GetRelativePath(folder.Path, file.Path));

    private static TemporaryFolder Prepare()
    {
        var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("sub/deep"));
        Directory.CreateDirectory(folder.File(".hidden"));
        foreach (var name in new[] { "a10.png", "a2.JPG", "notes.txt", ".hidden.png", ".hidden/h.png", "sub/s.gif", "sub/deep/d.webp" })
        {
            folder.Write(name, "");
        }

        Directory.CreateSymbolicLink(folder.File("sub/circle"), folder.Path);
        return folder;
    }
}
