using System.Buffers.Binary;
using FsCheck.Xunit;
using ScaleNet.Data.Images;

namespace ScaleNet.Data.Tests.Images;

/// <summary>A damaged file gives a picture or one line that names it, never another exception.</summary>
public sealed class DamagedPictureTests
{
    private const int TrailerLength = 24; // more than the end marks of any format

    private static readonly byte[][] Files =
        [.. ExpectedPicture.ReadAll().Keys.Select(name => File.ReadAllBytes(ExpectedPicture.PathOf(name)))];

    [Property(MaxTest = 500)]
    public bool A_file_cut_anywhere(byte which, ushort where)
    {
        var file = Files[which % Files.Length];

        return IsPictureOrOneLine(file[..(where % file.Length)]);
    }

    [Property(MaxTest = 2_000)]
    public bool A_file_with_a_byte_changed(byte which, ushort where, byte value)
    {
        byte[] file = [.. Files[which % Files.Length]];
        file[where % file.Length] = value;

        return IsPictureOrOneLine(file);
    }

    [Theory]
    [InlineData("baseline.jpg")]
    [InlineData("progressive.jpg")]
    [InlineData("rgb16.png")]
    [InlineData("interlaced.png")]
    [InlineData("colour.bmp")]
    [InlineData("lossy.webp")]
    [InlineData("grey.gif")]
    public void A_file_that_lacks_its_end_is_refused(string name)
    {
        var file = File.ReadAllBytes(ExpectedPicture.PathOf(name));

        var problem = Assert.Throws<DatasetException>(() => Decode(file[..^((file.Length / 20) + TrailerLength)]));

        Assert.StartsWith("a picture: ", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_jpeg_that_claims_the_greatest_size_is_refused_from_its_header()
    {
        var file = File.ReadAllBytes(ExpectedPicture.PathOf("baseline.jpg"));
        var frame = file.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]); // start of frame
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(frame + 5), 65_500);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(frame + 7), 65_500);

        var problem = Assert.Throws<DatasetException>(() => Decode(file));

        Assert.StartsWith("a picture: 65500 x 65500 pixels are too many (got 4290250000,", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_too_long_for_a_picture_is_refused_unread()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("long.png", []);
        using (var file = File.OpenWrite(path))
        {
            file.SetLength(ImageDecoder.LengthLimit + 1); // a hole: takes no room on the disk
        }

        var problem = Assert.Throws<DatasetException>(() => ImageDecoder.Decode(path));

        Assert.StartsWith($"{path}: too long for a picture", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_content_counts_and_not_the_name()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("really-a-png.jpg", File.ReadAllBytes(ExpectedPicture.PathOf("1x1.png")));

        Assert.Equal([9, 99, 199], ImageDecoder.Decode(path).Rgb);
    }

    private static bool IsPictureOrOneLine(byte[] file)
    {
        try
        {
            Decode(file);
            return true;
        }
        catch (DatasetException problem)
        {
            return problem.Message.StartsWith("a picture: ", StringComparison.Ordinal) && !problem.Message.Contains('\n', StringComparison.Ordinal);
        }
    }

    private static DecodedImage Decode(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return ImageDecoder.Decode(stream, "a picture", DecodeOptions.AsSeen);
    }
}
