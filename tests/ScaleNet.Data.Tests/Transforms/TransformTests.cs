using ScaleNet.Data.Images;
using ScaleNet.Data.Transforms;

namespace ScaleNet.Data.Tests.Transforms;

public sealed class TransformTests
{
    // Normalising is the identity in units of 1/255 with these, but for float rounding.
    private static readonly Preprocessing Plain = new(1, 2, 3, [0f], [1f / 255f]);
    private static readonly CloseTo Close = new(1e-4);

    // 1 2 3
    // 4 5 6
    private static readonly byte[] Image = [1, 2, 3, 4, 5, 6];

    [Theory]
    [InlineData(1, 1, false, new float[] { 1, 2, 3, 4, 5, 6 })]
    [InlineData(1, 1, true, new float[] { 3, 2, 1, 6, 5, 4 })]
    [InlineData(0, 0, false, new float[] { 0, 0, 0, 0, 1, 2 })]
    [InlineData(0, 0, true, new float[] { 0, 0, 0, 2, 1, 0 })]
    [InlineData(2, 2, false, new float[] { 5, 6, 0, 0, 0, 0 })]
    [InlineData(2, 0, false, new float[] { 0, 4, 5, 0, 0, 0 })]
    [InlineData(1, 2, true, new float[] { 0, 3, 2, 0, 6, 5 })]
    public void A_crop_of_the_padded_image_has_the_expected_pixels(int top, int left, bool isFlipped, float[] expected)
    {
        var output = new float[6];

        new PadAndCrop(Pad: 1, top, left, isFlipped).Write(Image, new PixelTable(Plain), output);

        Assert.Equal(expected, output, Close);
    }

    [Fact]
    public void Channels_are_cropped_alike_and_normalised_apart()
    {
        var table = new PixelTable(new Preprocessing(2, 1, 2, [0f, 0.5f], [1f / 255f, 1f]));
        var output = new float[4];

        new PadAndCrop(Pad: 1, Top: 1, Left: 2, IsFlipped: false).Write([10, 20, 0, 255], table, output);

        Assert.Equal([20f, 0f, 0.5f, -0.5f], output, Close);
    }

    [Fact]
    public void Evaluation_only_normalises()
    {
        var transform = new EvalTransform(new Preprocessing(1, 1, 3, [0.5f], [0.25f]));
        var output = new float[3];
        var random = SampleRandom.For(0, 0, 0);

        transform.Apply([0, 51, 255], ref random, output);

        Assert.Equal([-2f, -1.2f, 2f], output, new CloseTo(1e-6));
    }

    [Fact]
    public void All_places_and_both_directions_are_drawn()
    {
        var drawn = Enumerable.Range(0, 1_000).Select(Draw).ToHashSet();

        Assert.Equal(3 * 3 * 2, drawn.Count);
    }

    [Theory]
    [InlineData(0.0, new float[] { 1, 2, 3, 4, 5, 6 })]
    [InlineData(1.0, new float[] { 3, 2, 1, 6, 5, 4 })]
    public void Without_a_border_only_the_mirror_is_left(double flipProbability, float[] expected)
    {
        var transform = new TrainTransform(Plain, pad: 0, flipProbability);
        var output = new float[6];
        var random = SampleRandom.For(5, 0, 0);

        transform.Apply(Image, ref random, output);

        Assert.Equal(expected, output, Close);
    }

    [Fact]
    public void The_border_does_not_change_which_images_are_mirrored()
    {
        var first = SampleRandom.For(9, 1, 7);
        var second = SampleRandom.For(9, 1, 7);

        var narrow = PadAndCrop.Draw(pad: 0, flipProbability: 0.5, ref first);
        var wide = PadAndCrop.Draw(pad: 4, flipProbability: 0.5, ref second);

        Assert.Equal(narrow.IsFlipped, wide.IsFlipped);
    }

    [Fact]
    public void An_image_of_another_size_is_refused() => Assert.Throws<ArgumentException>(() =>
    {
        var random = SampleRandom.For(0, 0, 0);
        new EvalTransform(Plain).Apply([1, 2], ref random, new float[6]);
    });

    private static PadAndCrop Draw(int sample)
    {
        var random = SampleRandom.For(3, 0, sample);
        return PadAndCrop.Draw(pad: 1, flipProbability: 0.5, ref random);
    }
}
