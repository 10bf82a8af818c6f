using System.Text.Json;
using ScaleNet.Data.Images;
using ScaleNet.Data.Transforms;
using SkiaSharp;

namespace ScaleNet.Data.Tests.Transforms;

/// <summary>Each change against what PIL made of the same picture (Fixtures/changes/make_changes.py).</summary>
public sealed class PictureChangesTests
{
    private const int Side = 16;

    private static readonly JsonElement Fixture = JsonSerializer.Deserialize<JsonElement>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "changes", "changes.json")));

    private static readonly DecodedImage Picture = new(
        Fixture.GetProperty("width").GetInt32(), Fixture.GetProperty("height").GetInt32(), Fixture.GetProperty("picture").GetBytesFromBase64());

    public static TheoryData<string, int> Changes => new(
    [
        // The most levels by which a value may be off: 1 where PIL computes in float32.
        ("autocontrast", 0), ("equalize", 0), ("invert", 0), ("posterize 3", 0), ("solarize 100", 0), ("solarizeadd 60", 0),
        ("color 0.3", 0), ("color 1.7", 0), ("contrast 0.4", 0), ("contrast 1.6", 0), ("brightness 0.5", 0), ("brightness 1.5", 0),
        ("sharpness 0.2", 1), ("sharpness 1.8", 1), ("rotate 20", 1), ("shearx 0.25", 1), ("sheary -0.25", 1),
        ("translatex 0.2", 1), ("translatey -0.3", 1), ("hue 0.1", 0), ("hue -0.4", 0),
    ]);

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_change_is_what_PIL_makes_of_it(string name, int most)
    {
        var pixels = new PixelBuffer();
        pixels.CopyFrom(Picture, PixelRegion.Whole(Picture.Width, Picture.Height));

        Apply(pixels, name);

        var expected = Fixture.GetProperty("cases").GetProperty(name).GetBytesFromBase64();
        var actual = new byte[expected.Length];
        for (int i = 0; i < actual.Length; i++)
        {
            actual[i] = pixels.Pixels[(i / 3 * PixelBuffer.BytesPerPixel) + (i % 3)];
        }

        int largest = expected.Zip(actual, (a, b) => Math.Abs(a - b)).Max();
        Assert.True(largest <= most, $"off by up to {largest} levels, {expected.Zip(actual).Count(pair => pair.First != pair.Second)} values");
    }

    [Fact]
    public void The_centre_for_evaluation_is_PILs() => AssertPixels(
        "center 16", Read(new Preprocessing(3, Side, Side, [0, 0, 0], [1, 1, 1], cropRatio: Side / 18.0), augmentation: null));

    [Fact]
    public void A_crop_is_scaled_as_PIL_scales_it()
    {
        var horizontal = new ResizeKernel(AxisPlan.Stretch(5, 20, shrink: 1, Side));
        var vertical = new ResizeKernel(AxisPlan.Stretch(3, 15, shrink: 1, Side));
        var (part, scaled) = (new PixelBuffer(), new PixelBuffer());
        part.CopyFrom(Picture, new PixelRegion(5, 3, 20, 15));

        new PictureResizer().Resize(part, horizontal, vertical, scaled);

        var values = new float[3 * Side * Side];
        InputWriter.Write(scaled, new PixelTable(new Preprocessing(3, Side, Side, [0, 0, 0], [1, 1, 1])), isMirrored: false, values);
        AssertPixels("crop 16", values);
    }

    [Fact]
    public void RandAugment_changes_pictures_and_depends_on_the_samples_stream_alone()
    {
        var preprocessing = new Preprocessing(3, Side, Side, [0, 0, 0], [1, 1, 1]);
        var policy = new Augmentation { Pad = 0, Flip = false, RandAugment = new RandAugment(), ColorJitter = new ColorJitter { Hue = 0.1, Contrast = 0.3 } };

        var values = Enumerable.Range(0, 60).Select(sample => Read(preprocessing, policy, sample)).ToList();

        Assert.True(values.Select(value => string.Join(' ', value)).Distinct().Count() > 40);
        Assert.Equal(values[7], Read(preprocessing, policy, 7));
        Assert.All(values, value => Assert.All(value, level => Assert.InRange(level, 0, 1)));
    }

    [Fact]
    public void Light_adds_one_colour_with_the_published_deviations()
    {
        var preprocessing = new Preprocessing(3, 2, 2, [0, 0, 0], [0.5f, 1, 1]);
        const int count = 4_000;
        var sums = new double[3];
        for (int sample = 0; sample < count; sample++)
        {
            var random = SampleRandom.For(1, 0, sample);
            var input = new float[preprocessing.Shape.Length];
            InputChanges.AddLight(input, preprocessing, deviation: 0.1, ref random);
            for (int channel = 0; channel < 3; channel++)
            {
                Assert.Single(input.AsSpan(channel * 4, 4).ToArray().Distinct());
                sums[channel] += input[channel * 4] * input[channel * 4];
            }
        }

        // 0.1 sqrt(sum of (component x deviation)^2), red divided by its standard deviation of 0.5.
        Assert.Equal(2 * 0.012_43, Math.Sqrt(sums[0] / count), 0.0016);
        Assert.Equal(0.012_64, Math.Sqrt(sums[1] / count), 0.0008);
        Assert.Equal(0.012_76, Math.Sqrt(sums[2] / count), 0.0008);
    }

    [Theory]
    [InlineData(ErasingFill.Const)]
    [InlineData(ErasingFill.Rand)]
    [InlineData(ErasingFill.Pixel)]
    public void A_box_of_the_asked_area_is_erased_as_often_as_asked(ErasingFill fill)
    {
        const int count = 400;
        var shape = new ImageShape(3, 40, 40);
        var erasing = new RandomErasing { Probability = 0.5, AreaMin = 0.1, AreaMax = 0.2, Fill = fill };
        int erased = 0;
        for (int sample = 0; sample < count; sample++)
        {
            var random = SampleRandom.For(1, 0, sample);
            var input = new float[shape.Length];
            Array.Fill(input, 100);
            InputChanges.Erase(input, shape, erasing, ref random);
            double share = input.Count(value => value != 100) / (double)shape.Length;
            Assert.True(share == 0 || share is > 0.09 and < 0.21, $"{share}");
            erased += share > 0 ? 1 : 0;
        }

        Assert.InRange(erased, 150, 250);
    }

    private static void Apply(PixelBuffer pixels, string name)
    {
        var (tables, warp) = (new ChannelTables(), new AffineWarp());
        var words = name.Split(' ');
        double value = words.Length > 1 ? double.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture) : 0;
        switch (words[0])
        {
            case "autocontrast": tables.AutoContrast(pixels); break;
            case "equalize": tables.Equalize(pixels); break;
            case "invert": tables.Solarize(pixels, 0); break;
            case "posterize": tables.Posterize(pixels, (int)value); break;
            case "solarize": tables.Solarize(pixels, (int)value); break;
            case "solarizeadd": tables.SolarizeAdd(pixels, (int)value); break;
            case "color": PixelBlends.Saturation(pixels, (float)value); break;
            case "contrast": PixelBlends.Contrast(pixels, (float)value); break;
            case "brightness": PixelBlends.Brightness(pixels, (float)value); break;
            case "sharpness": new PixelBlends().Sharpness(pixels, (float)value); break;
            case "rotate": warp.Rotate(pixels, value); break;
            case "shearx": warp.ShearX(pixels, value); break;
            case "sheary": warp.ShearY(pixels, value); break;
            case "translatex": warp.TranslateX(pixels, value); break;
            case "translatey": warp.TranslateY(pixels, value); break;
            case "hue": HueShift.Apply(pixels, value); break;
            default: throw new ArgumentException(name);
        }
    }

    private static void AssertPixels(string name, float[] values)
    {
        var expected = Fixture.GetProperty("cases").GetProperty(name).GetBytesFromBase64();
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], values[(i % 3 * Side * Side) + (i / 3)] * 255, 0.01f);
        }
    }

    private static float[] Read(Preprocessing preprocessing, Augmentation? augmentation, int sample = 0)
    {
        var random = SampleRandom.For(1, 0, sample);
        var output = new float[preprocessing.Shape.Length];
        new PictureSampleReader(preprocessing, augmentation).Read(
            Photographs.Encode(Picture, SKEncodedImageFormat.Png), "picture", ref random, output);
        return output;
    }
}
