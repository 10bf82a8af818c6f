namespace ScaleNet.Cli.Tests.Commands;

public sealed class ScenesCommandTests
{
    [Fact]
    public void Scenes_are_made_and_counted()
    {
        using var folder = new TemporaryFolder();

        var result = CommandRunner.Run(
            "scenes", "-o", folder.File("set"), "--data", "embedded", "--train", "4", "--val", "2", "--img-size", "48x40-64", "--objects", "2-3", "--json");

        var json = result.Succeeded().Json;
        Assert.StartsWith("Fashion-MNIST, embedded part", json.GetProperty("garments").GetString(), StringComparison.Ordinal);
        Assert.Equal(["train", "val"], json.GetProperty("parts").EnumerateArray().Select(part => part.GetProperty("part").GetString()!));
        Assert.Equal(4, Directory.GetFiles(folder.File("set/train")).Length);
        Assert.True(File.Exists(folder.File("set/annotations/instances_val.json")));
        Assert.Equal(64, json.GetProperty("settings").GetProperty("width").GetProperty("most").GetInt32());
    }

    [Fact]
    public void The_data_verbs_look_at_what_was_made()
    {
        using var folder = new TemporaryFolder();
        string set = folder.File("set");
        var made = CommandRunner.Run("scenes", "-o", set, "--data", "embedded", "--train", "5", "--val", "3", "--img-size", "64", "--format", "jpg");

        var check = CommandRunner.Run("data", "check", set);
        var stats = CommandRunner.Run("data", "stats", set, "--json");
        var sample = CommandRunner.Run("data", "sample", set, "--test", "--img-size", "100", "-o", folder.File("sheet.png"));

        Assert.Equal("part   images  empty  objects  crowds", made.Succeeded().Lines[2]);
        Assert.Equal($"{set}/train: 5 of 5 pictures are good\n{set}/val: 3 of 3 pictures are good\n", check.Succeeded().Output);
        Assert.Equal([5, 3], stats.Succeeded().Json.EnumerateArray().Select(part => part.GetProperty("images").GetInt32()));
        Assert.Equal(
            $"{folder.File("sheet.png")}\nrow 1: 000000000001.jpg, 000000000002.jpg\nrow 2: 000000000003.jpg\n", sample.Succeeded().Output);
        Assert.Equal((206, 206), SizeOf(folder.File("sheet.png")));
    }

    [Fact]
    public void Statistics_are_printed_for_people_too()
    {
        using var folder = new TemporaryFolder();
        CommandRunner.Run("scenes", "-o", folder.File("set"), "--data", "embedded", "--train", "3", "--val", "0", "--img-size", "64", "--empty", "0");

        var lines = CommandRunner.Run("data", "stats", folder.File("set")).Succeeded().Lines;

        Assert.Equal([folder.File("set/train"), "images   3, 0 of them with nothing to learn"], lines[..2]);
        Assert.Contains("label  category  class        objects  images", lines);
    }

    [Fact]
    public void A_picture_that_is_gone_is_a_problem_of_the_check()
    {
        using var folder = new TemporaryFolder();
        CommandRunner.Run("scenes", "-o", folder.File("set"), "--data", "embedded", "--train", "2", "--val", "0", "--img-size", "64");
        File.Delete(folder.File("set/train/000000000002.png"));

        var check = CommandRunner.Run("data", "check", folder.File("set"));

        Assert.Equal(2, check.Code);
        Assert.Contains("1 of 2 images", check.Output, StringComparison.Ordinal);
        Assert.Contains("are missing: 000000000002.png (id 2)", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_empty_is_refused()
    {
        using var folder = new TemporaryFolder();
        folder.Write("mine.txt", "mine");

        CommandRunner.Run("scenes", "-o", folder.Path, "--data", "embedded").FailedWith(2, folder.Path, "not an empty folder");
    }

    [Theory]
    [InlineData("--img-size", "16", "--img-size: got '16', expected a side or a height and a width from 32 to 4096 pixels")]
    [InlineData("--img-size", "64x48-40", "--img-size: got '64x48-40'")]
    [InlineData("--objects", "0-3", "--objects: got '0-3', expected a whole number from 1 to 200 or a range of such")]
    [InlineData("--clutter", "-1", "--clutter")]
    [InlineData("--object-size", "0.8", "--object-size: got '0.8', expected a range of shares above 0 and at most 1")]
    [InlineData("--object-size", "0.8-0.2", "--object-size: got '0.8-0.2'")]
    [InlineData("--visible", "0", "--visible: got '0', expected a number above 0 and at most 1")]
    [InlineData("--crowds", "1.5", "--crowds: got '1.5', expected a number from 0 to 1")]
    [InlineData("--format", "gif", "--format: got 'gif', expected png or jpg")]
    [InlineData("--quality", "80", "--quality: got it without --format jpg")]
    [InlineData("--data", "/no/such/folder", "/no/such/folder: no such folder")]
    public void What_cannot_be_made_is_told_in_one_line(string option, string value, string message)
    {
        using var folder = new TemporaryFolder();

        CommandRunner.Run("scenes", "-o", folder.File("set"), option, value).FailedWith(2, message);

        Assert.False(Directory.Exists(folder.File("set")));
    }

    [Fact]
    public void No_images_at_all_are_refused()
    {
        using var folder = new TemporaryFolder();

        CommandRunner.Run("scenes", "-o", folder.File("set"), "--train", "0", "--val", "0").FailedWith(2, "--train and --val: got 0 of both");
    }

    private static (int Width, int Height) SizeOf(string path)
    {
        var image = Data.Images.ImageDecoder.Decode(path);
        return (image.Width, image.Height);
    }
}
