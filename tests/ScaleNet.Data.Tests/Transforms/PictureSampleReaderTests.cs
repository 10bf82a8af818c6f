using ScaleNet.Data.Images;
using ScaleNet.Data.Tests.Images;
using ScaleNet.Data.Transforms;
using SkiaSharp;

namespace ScaleNet.Data.Tests.Transforms;

public sealed class PictureSampleReaderTests
{
    private const int Side = 32;

    private static readonly Preprocessing Colour = new(3, Side, Side, [0, 0, 0], [1, 1, 1], cropRatio: 0.875);
    private static readonly Preprocessing Grey = new(1, Side, 24, [0.5f], [0.25f], cropRatio: 0.875);
    private static readonly Augmentation Crops = new() { Pad = 0, Flip = false, RandomResizedCrop = new RandomResizedCrop() };

    public static TheoryData<int, int> Sizes => new([(32, 32), (37, 36), (500, 375), (33, 240), (240, 33), (1, 1), (5, 90), (64, 64)]);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Evaluation_gives_what_prediction_gives(int width, int height)
    {
        var jpeg = Photographs.Jpeg(width, height, seed: width);
        var png = Photographs.Encode(Photographs.Draw(width, height, seed: 3), SKEncodedImageFormat.Png);
        foreach (var file in new[] { jpeg, png })
        {
            foreach (var preprocessing in new[] { Colour, Grey })
            {
                using var stream = new MemoryStream(file);
                var expected = ImagePreparation.ToInput(ImageDecoder.Decode(stream, "picture"), preprocessing);

                Assert.Equal(expected, Read(file, preprocessing, augmentation: null));
            }
        }
    }

    [Fact]
    public void A_crop_is_cut_first_and_then_scaled()
    {
        var file = Photographs.Jpeg(62, 50, seed: 1);
        for (int sample = 0; sample < 20; sample++)
        {
            var random = SampleRandom.For(1, 0, sample);
            var place = CropPlan.Draw(new RandomResizedCrop(), 62, 50, ref random);
            using var stream = new MemoryStream(file);
            var whole = ImageDecoder.Decode(stream, "picture");
            var expected = new float[3 * Side * Side];
            for (int channel = 0; channel < 3; channel++)
            {
                var plane = Cut(PixelPlane.Channel(whole, channel), place);
                var scaled = TriangleResizer.Resize(plane, AxisPlan.Whole(plane.Width, Side), AxisPlan.Whole(plane.Height, Side));
                for (int i = 0; i < scaled.Values.Length; i++)
                {
                    expected[(channel * Side * Side) + i] = scaled.Values[i] / 255f;
                }
            }

            Assert.Equal(expected, Read(file, Colour, Crops, sample));
        }
    }

    [Fact]
    public void A_large_picture_that_is_decoded_smaller_looks_the_same()
    {
        var file = Photographs.Jpeg(640, 480, seed: 2, quality: 95);
        var small = new Augmentation { Pad = 0, Flip = false, RandomResizedCrop = new RandomResizedCrop { ScaleMin = 0.5 } };
        for (int sample = 0; sample < 10; sample++)
        {
            var random = SampleRandom.For(1, 0, sample);
            var place = CropPlan.Draw(small.RandomResizedCrop!, 640, 480, ref random);
            using var stream = new MemoryStream(file);
            var plane = Cut(PixelPlane.Channel(ImageDecoder.Decode(stream, "picture"), 1), place);
            var exact = TriangleResizer.Resize(plane, AxisPlan.Whole(plane.Width, Side), AxisPlan.Whole(plane.Height, Side));

            var quick = Read(file, Colour, small, sample).AsSpan(Side * Side, Side * Side).ToArray();

            // Measured: 0.5 to 1.1 levels.
            Assert.InRange(quick.Zip(exact.Values, (a, b) => Math.Abs((a * 255) - b)).Average(), 0, 2);
        }
    }

    [Fact]
    public void Every_second_picture_is_mirrored()
    {
        var file = Photographs.Jpeg(Side, Side, seed: 4);
        var exact = new Preprocessing(3, Side, Side, [0, 0, 0], [1, 1, 1]);
        var straight = Read(file, exact, augmentation: null);
        var mirrored = straight.Chunk(Side).SelectMany(row => row.Reverse()).ToArray();
        int count = 0;
        for (int sample = 0; sample < 200; sample++)
        {
            var values = Read(file, exact, new Augmentation { Pad = 0, Flip = true }, sample);
            bool isMirrored = values.SequenceEqual(mirrored);
            Assert.True(isMirrored || values.SequenceEqual(straight));
            count += isMirrored ? 1 : 0;
        }

        Assert.InRange(count, 70, 130);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(2000)]
    public void A_file_that_was_cut_short_is_refused(int missing)
    {
        var file = Photographs.Jpeg(120, 90, seed: 5)[..^missing];

        var error = Assert.Throws<DatasetException>(() => Read(file, Colour, Crops));

        Assert.StartsWith("picture: ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 1_000_000)]
    [InlineData(1_000_000, 1)]
    public void A_picture_that_is_nearly_a_line_is_refused_where_all_of_it_is_wanted(int width, int height)
    {
        var file = Photographs.Encode(new DecodedImage(width, height, new byte[3 * width * height]), SKEncodedImageFormat.Png);
        var all = new RandomResizedCrop { ScaleMin = 1, RatioMin = (double)width / height, RatioMax = (double)width / height };
        var large = new Preprocessing(3, 64, 64, [0, 0, 0], [1, 1, 1]);

        var error = Record.Exception(() => Read(file, large, new Augmentation { Pad = 0, Flip = false, RandomResizedCrop = all }));

        Assert.Equal(width > height, error is null); // rows are scaled first, so that a wide one leaves little
        Assert.True(error is null || error.Message.StartsWith("picture: a part of 1 x 1000000 pixels is too long", StringComparison.Ordinal));
    }

    [Fact]
    public void Random_bytes_and_random_damage_end_in_a_picture_or_an_explanation()
    {
        var good = Photographs.Jpeg(64, 48, seed: 6);
        var random = SampleRandom.ForBatch(1, 1);
        var reader = new PictureSampleReader(Colour, Crops);
        var output = new float[Colour.Shape.Length];
        for (int i = 0; i < 2_000; i++)
        {
            var file = (byte[])good.Clone();
            for (int change = random.NextInt32(6); change >= 0; change--)
            {
                file[random.NextInt32(file.Length)] = (byte)random.NextInt32(256);
            }

            try
            {
                var stream = SampleRandom.For(1, 0, i);
                reader.Read(file.AsSpan(0, random.NextInt32(8) == 0 ? random.NextInt32(file.Length) : file.Length), "picture", ref stream, output);
            }
            catch (DatasetException)
            {
            }
        }

        Assert.True(output.All(float.IsFinite));
    }

    private static float[] Read(byte[] file, Preprocessing preprocessing, Augmentation? augmentation, int sample = 0)
    {
        var random = SampleRandom.For(1, 0, sample);
        var output = new float[preprocessing.Shape.Length];
        Array.Fill(output, float.NaN);
        new PictureSampleReader(preprocessing, augmentation).Read(file, "picture", ref random, output);
        return output;
    }

    private static PixelPlane Cut(PixelPlane plane, PixelRegion place)
    {
        var values = new byte[place.Width * place.Height];
        for (int y = 0; y < place.Height; y++)
        {
            plane.Values.AsSpan(((place.Top + y) * plane.Width) + place.Left, place.Width).CopyTo(values.AsSpan(y * place.Width));
        }

        return new PixelPlane(place.Width, place.Height, values);
    }
}
