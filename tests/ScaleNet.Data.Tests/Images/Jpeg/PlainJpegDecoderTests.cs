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
    private const int ModestSize = 4; // bits of coefficients whose sum stays in the range that is taken

    private readonly BothDecoders _decoders = new();

    [Property(MaxTest = 300)]
    public Property Any_coefficients_give_the_librarys_pixels() => Prop.ForAll(Files().ToArbitrary(), jpeg =>
    {
        bool isTaken = _decoders.Take(jpeg.Write(), 1, BothDecoders.Part(jpeg.Width, jpeg.Height, jpeg.Seed));

        Assert.True(isTaken || jpeg.LargestSize > ModestSize);
    });

    [Property(MaxTest = 300)]
    public Property Any_coefficients_give_the_librarys_pixels_at_a_fraction_of_the_size() => Prop.ForAll(
        Files().Zip(Gen.Elements(2, 4, 8)).ToArbitrary(),
        both =>
        {
            var (jpeg, shrink) = both;
            int width = (jpeg.Width + shrink - 1) / shrink;
            int height = (jpeg.Height + shrink - 1) / shrink;

            bool isTaken = _decoders.Take(jpeg.Write(), shrink, BothDecoders.Part(width, height, jpeg.Seed));

            bool isSpread = jpeg.Components == 3 && jpeg.Across != jpeg.Down;
            Assert.True(isTaken || jpeg.LargestSize > ModestSize || (isSpread && (shrink == 8 || width <= 4)));
        });

    [Property(MaxTest = 300)]
    public Property A_changed_byte_is_noticed_or_changes_the_librarys_pixels_in_the_same_way() => Prop.ForAll(Files().ToArbitrary(), jpeg =>
    {
        var file = jpeg.Write();
        var random = SampleRandom.ForBatch(jpeg.Seed, batch: 2);
        for (int i = 0; i < 20; i++)
        {
            int place = random.NextInt32(file.Length);
            byte before = file[place];
            file[place] ^= (byte)(1 << random.NextInt32(8));

            var header = JpegHeader.Find(file);
            if (header is { } found)
            {
                _decoders.Take(file, 1, BothDecoders.Part(found.Width, Math.Min(found.Height, 300), jpeg.Seed + i));
            }

            file[place] = before;
        }
    });

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
                    Assert.True(_decoders.Take(file, shrink, whole) || whole.Width <= 4);
                    _decoders.Take(file, shrink, BothDecoders.Part(whole.Width, whole.Height, quality));
                }
            }
        }
    }

    private static Gen<CoefficientJpeg> Files() =>
        from width in Gen.Choose(5, 70)
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
