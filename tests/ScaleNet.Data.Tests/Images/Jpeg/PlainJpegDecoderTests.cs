using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using ScaleNet.Data.Images;
using ScaleNet.Data.Transforms;
using SkiaSharp;

namespace ScaleNet.Data.Tests.Images.Jpeg;

/// <summary>The library's decoder says what is right: of every file that is taken the pixels are the same.</summary>
public sealed class PlainJpegDecoderTests
{
    private const int ModestSize = 4; // bits of coefficients whose sums stay in the range that is taken
    private const int Narrow = 4; // px; of so few columns the library does not blend colours

    private readonly BothDecoders _decoders = new();

    [Property(MaxTest = 200)]
    public Property Any_coefficients_give_the_librarys_pixels() => Prop.ForAll(Files().ToArbitrary(), jpeg =>
    {
        bool isTaken = _decoders.Take(jpeg.Write(), 1, BothDecoders.Part(jpeg.Width, jpeg.Height, jpeg.Seed));

        Assert.True(isTaken || jpeg.LargestSize > ModestSize || jpeg.Width <= Narrow);
    });

    [Property(MaxTest = 200)]
    public Property Any_coefficients_give_the_librarys_pixels_at_a_fraction_of_the_size() => Prop.ForAll(
        Files().Zip(Gen.Elements(2, 4, 8)).ToArbitrary(),
        both =>
        {
            var (jpeg, shrink) = both;
            int width = (jpeg.Width + shrink - 1) / shrink;
            int height = (jpeg.Height + shrink - 1) / shrink;

            bool isTaken = _decoders.Take(jpeg.Write(), shrink, BothDecoders.Part(width, height, jpeg.Seed));

            bool isUneven = jpeg.Components == 3 && jpeg.Across != jpeg.Down;
            bool isLeft = (isUneven && shrink == 8) || width <= Narrow;
            Assert.True(isTaken || isLeft || jpeg.LargestSize > ModestSize);
        });

    [Property(MaxTest = 100)]
    public Property Damage_is_noticed_or_changes_the_librarys_pixels_too() => Prop.ForAll(Files().ToArbitrary(), jpeg =>
        TakeDamaged(jpeg.Write(), jpeg.Seed));

    [Fact]
    public void Damage_of_photographs_is_noticed_or_changes_the_librarys_pixels_too()
    {
        int taken = 0;
        for (int seed = 0; seed < 100; seed++)
        {
            taken += TakeDamaged(Photographs.Jpeg(10 + (seed % 50), 40, seed, quality: 60 + (seed % 40)), seed);
        }

        Assert.InRange(taken, 500, 1999); // much damage makes another picture that is as good
    }

    [Theory]
    [InlineData(SKJpegEncoderDownsample.Downsample420)]
    [InlineData(SKJpegEncoderDownsample.Downsample422)]
    [InlineData(SKJpegEncoderDownsample.Downsample444)]
    public void Photographs_have_the_librarys_pixels(SKJpegEncoderDownsample downsample)
    {
        foreach (var (width, height) in new[] { (8, 8), (16, 16), (17, 33), (64, 47), (501, 97), (5, 300) })
        {
            foreach (int quality in new[] { 5, 50, 75, 90, 100 })
            {
                var file = Photographs.Jpeg(width, height, quality, new SKJpegEncoderOptions(quality, downsample, SKJpegEncoderAlphaOption.Ignore));
                foreach (int shrink in new[] { 1, 2, 4 })
                {
                    var whole = PixelRegion.Whole((width + shrink - 1) / shrink, (height + shrink - 1) / shrink);
                    Assert.True(_decoders.Take(file, shrink, whole) || whole.Width <= Narrow);
                    _decoders.Take(file, shrink, BothDecoders.Part(whole.Width, whole.Height, quality));
                }
            }
        }
    }

    [Theory]
    [InlineData("baseline.jpg", true)]
    [InlineData("subsampled.jpg", true)]
    [InlineData("grey.jpg", true)]
    [InlineData("orientation-6.jpg", true)]
    [InlineData("progressive.jpg", false)]
    [InlineData("cmyk.jpg", false)]
    [InlineData("ycck.jpg", false)]
    public void Only_plain_files_are_taken(string name, bool isPlain)
    {
        var file = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Fixtures", "pictures", name));

        Assert.Equal(isPlain, _decoders.Take(file, 1, PixelRegion.Whole(12, 8)));
    }

    // Each is a change of a good head that means something else than a plain file.
    [Theory]
    [InlineData("colours as they are", "FFC0", "FFEE000E41646F62650064000000000000FFC0")]
    [InlineData("colours as they are, by their names", "FFC00011080008000803012200021101031101", "FFC00011080008000803522200471101421101")]
    [InlineData("12 bits", "FFC0001108", "FFC000110C")]
    [InlineData("progressive", "FFC0", "FFC2")]
    [InlineData("arithmetic codes", "FFC0", "FFC9")]
    [InlineData("steps of 16 bits", "FFDB004300", "FFDB004310")]
    [InlineData("a table that is not there", "03012200021101", "03012203021101")]
    [InlineData("some of the coefficients", "003F00", "003E00")]
    public void A_head_that_means_something_else_is_left_to_the_library(string what, string before, string after)
    {
        var file = Convert.ToHexString(Photographs.Jpeg(8, 8, seed: 1));
        file = file.Replace(file[..file.IndexOf("FFDB", StringComparison.Ordinal)], "FFD8", StringComparison.Ordinal); // without JFIF's note
        Assert.True(_decoders.Take(Convert.FromHexString(file), 1, PixelRegion.Whole(8, 8)));
        int place = file.IndexOf(before, StringComparison.Ordinal);
        Assert.True(place >= 0, what);

        var changed = Convert.FromHexString(file[..place] + after + file[(place + before.Length)..]);

        Assert.False(_decoders.Take(changed, 1, PixelRegion.Whole(8, 8)), what);
    }

    [Fact]
    public void Pixels_that_end_early_are_left_to_the_library()
    {
        var file = Photographs.Jpeg(64, 48, seed: 3);
        byte[] cut = [.. file[..^200], 0xFF, 0xD9];

        Assert.False(_decoders.Take(cut, 1, PixelRegion.Whole(64, 48)));
        Assert.True(_decoders.Take(cut, 1, PixelRegion.Whole(64, 16)));
    }

    [Fact]
    public void A_restart_out_of_turn_is_left_to_the_library()
    {
        var file = new CoefficientJpeg { Width = 64, Height = 64, Interval = 3 }.Write();
        var all = PixelRegion.Whole(64, 64);
        Assert.True(_decoders.Take(file, 1, all));

        file[file.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xD2]) + 1] = 0xD4;

        Assert.False(_decoders.Take(file, 1, all));
    }

    /// <summary>How many of 20 changed files are taken.</summary>
    private int TakeDamaged(byte[] file, int seed)
    {
        var random = SampleRandom.ForBatch(seed, batch: 2);
        int taken = 0;
        for (int i = 0; i < 20; i++)
        {
            int place = random.NextInt32(file.Length);
            byte before = file[place];
            file[place] ^= (byte)(1 << random.NextInt32(8));

            // What has no end is refused beforehand.
            if (JpegHeader.Find(file) is { HasEnd: true } header)
            {
                var part = BothDecoders.Part(header.Width, Math.Min(header.Height, 300), seed + i);
                taken += _decoders.Take(file, 1, part) ? 1 : 0;
            }

            file[place] = before;
        }

        return taken;
    }

    private static Gen<CoefficientJpeg> Files() =>
        from width in Gen.Choose(1, 70)
        from height in Gen.Choose(1, 70)
        from components in Gen.Elements(1, 3, 3, 3)
        from across in Gen.Choose(1, 2)
        from down in Gen.Choose(1, 2)
        from interval in Gen.Elements(0, 0, 1, 2, 7, 40)
        from step in Gen.Elements<byte>(1, 4, 16)
        from size in Gen.Choose(0, 8)
        from density in Gen.Choose(0, 40)
        from seed in Gen.Choose(0, 1_000_000)
        select new CoefficientJpeg
        {
            Width = width,
            Height = height,
            Components = components,
            Across = across,
            Down = down,
            Interval = interval,
            Step = step,
            LargestSize = size,
            Density = density,
            Seed = seed,
        };
}
