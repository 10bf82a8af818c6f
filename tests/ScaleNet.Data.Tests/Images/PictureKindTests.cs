using ScaleNet.Data.Images;

namespace ScaleNet.Data.Tests.Images;

/// <summary>Every kind of picture file gives the pixels that an independent library (Pillow) reads of it.</summary>
public sealed class PictureKindTests
{
    private const int Tolerance = 0;

    private static readonly SortedDictionary<string, ExpectedPicture> Expected = ExpectedPicture.ReadAll();

    public static TheoryData<string> Names => new(Expected.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Stored_pixels_are_the_expected_ones(string name)
    {
        var image = ImageDecoder.Decode(ExpectedPicture.PathOf(name));

        Assert.Equal((Expected[name].Width, Expected[name].Height), (image.Width, image.Height));
        AssertClose(Expected[name].Stored, image.Rgb);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Seen_pixels_are_the_expected_ones(string name)
    {
        var image = ImageDecoder.Decode(ExpectedPicture.PathOf(name), DecodeOptions.AsSeen);

        Assert.Equal((Expected[name].SeenWidth, Expected[name].SeenHeight), (image.Width, image.Height));
        AssertClose(Expected[name].Seen, image.Rgb);
    }

    private static void AssertClose(string expectedDigits, byte[] actual)
    {
        var expected = Convert.FromHexString(expectedDigits);
        var farthest = expected.Zip(actual, (e, a) => Math.Abs(e - a)).Max();
        Assert.True(farthest <= Tolerance, $"A value differs by {farthest}; expected {expectedDigits}, got {Convert.ToHexStringLower(actual)}");
    }
}
