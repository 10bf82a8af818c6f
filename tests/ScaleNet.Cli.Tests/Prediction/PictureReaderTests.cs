using ScaleNet.Cli.Prediction;
using ScaleNet.Data.Images;

namespace ScaleNet.Cli.Tests.Prediction;

public sealed class PictureReaderTests
{
    private static readonly Preprocessing OnePixel = new(1, 1, 1, [0], [1f / byte.MaxValue]);

    [Fact]
    public void Pictures_come_in_their_order_and_problems_among_them()
    {
        using var folder = new TemporaryFolder();
        var files = Enumerable.Range(0, 20).Select(i => new PictureFile(Grey(folder, i))).ToList();
        files.Insert(3, new PictureFile(folder.File("none.png")));
        files.Insert(5, new PictureFile("folder", "folder: closed"));

        var pictures = new PictureReader(OnePixel, invert: false).Read(files, ahead: 2, CancellationToken.None).ToList();

        Assert.Equal(files.Select(file => file.Path), pictures.Select(picture => picture.Path));
        Assert.Equal(Enumerable.Range(0, 20), pictures.Where(picture => picture.Input is not null).Select(picture => (int)MathF.Round(picture.Input![0])));
        Assert.StartsWith($"{files[3].Path}: cannot be read", pictures[3].Problem, StringComparison.Ordinal);
        Assert.Equal("folder: closed", pictures[5].Problem);
    }

    [Fact]
    public void Whoever_stops_reading_ends_it()
    {
        using var folder = new TemporaryFolder();
        var files = Enumerable.Repeat(new PictureFile(Grey(folder, 1)), 1_000_000).ToList();

        var picture = new PictureReader(OnePixel, invert: true).Read(files, ahead: 2, CancellationToken.None).First();

        Assert.Equal(254, picture.Input![0], 0.001);
    }

    [Fact]
    public void A_stop_ends_it()
    {
        using var folder = new TemporaryFolder();
        using var stop = new CancellationTokenSource();
        var files = Enumerable.Repeat(new PictureFile(Grey(folder, 1)), 1_000_000).ToList();

        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            foreach (var picture in new PictureReader(OnePixel, invert: false).Read(files, ahead: 2, stop.Token))
            {
                stop.Cancel();
            }
        });
    }

    private static string Grey(TemporaryFolder folder, int value)
    {
        var path = folder.File($"{value}.png");
        File.WriteAllBytes(path, ImageEncoder.EncodeGreyPng([(byte)value], width: 1, height: 1));
        return path;
    }
}
