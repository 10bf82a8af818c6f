using System.Collections.Immutable;
using ScaleNet.Evaluation.Boxes;
using ScaleNet.Modeling.Detection;
using static TorchSharp.torch;

namespace ScaleNet.Modeling.Tests.Detection;

public sealed class ImageBatchTests
{
    private const double Tolerance = 1e-5; // of a pixel after normalisation; interpolation in another order
    private static readonly ImmutableArray<float> Mean = [0.485f, 0.456f, 0.406f];
    private static readonly ImmutableArray<float> Deviation = [0.229f, 0.224f, 0.225f];

    [Fact]
    public void Sizes_and_boxes_are_the_references()
    {
        using var scope = NewDisposeScope();
        foreach (var test in DetectionReference.Read("transform").GetProperty("cases").EnumerateArray())
        {
            var rule = new ResizeRule(test.Integer("min_size"), test.Integer("max_size"));
            foreach (var size in test.GetProperty("sizes").EnumerateArray())
            {
                var image = Size(size.GetProperty("hw").Integers());

                var resized = rule.Of(image);

                Assert.Equal(Size(size.GetProperty("resized_hw").Integers()), resized);
                var boxes = BoxGeometry.Resize(size.GetProperty("box_in").Table(), image, resized);
                DetectionReference.AssertRelative(size.GetProperty("box_out").Numbers(), boxes.Values(), 1e-7);
            }
        }
    }

    [Fact]
    public void Pixels_are_the_references()
    {
        using var scope = NewDisposeScope();
        var test = DetectionReference.Read("transform").GetProperty("pixels");
        Tensor[] images = [DetectionReference.Uniform("input", 3, 60, 80), DetectionReference.Uniform("input2", 3, 75, 50)];

        var batch = ImageBatch.Of(images, Mean, Deviation, new ResizeRule(100, 160));

        Assert.Equal(test.GetProperty("image_sizes").EnumerateArray().Select(size => Size(size.Integers())), batch.Sizes);
        Assert.Equal(test.GetProperty("batch_shape").Integers(), batch.Pixels.shape.Select(side => (int)side));
        for (var i = 0; i < images.Length; i++)
        {
            DetectionReference.AssertStatistics(test.GetProperty("stats")[i], batch.Pixels[i], Tolerance);
        }

        Check("im0_c0_row0_first20", batch.Pixels[0, 0, 0]);
        Check("im0_c2_row50_first20", batch.Pixels[0, 2, 50]);
        Check("im1_c1_row99_first20", batch.Pixels[1, 1, 99]);

        void Check(string name, Tensor row) =>
            DetectionReference.AssertClose(test.GetProperty(name).Numbers(), row[..20].Values(), Tolerance);
    }

    [Fact]
    public void Boxes_are_resized_as_the_reference_does()
    {
        using var scope = NewDisposeScope();
        var test = DetectionReference.Read("transform").GetProperty("resize_boxes");

        var boxes = BoxGeometry.Resize(
            test.GetProperty("boxes").Table(), Size(test.GetProperty("from_hw").Integers()), Size(test.GetProperty("to_hw").Integers()));

        DetectionReference.AssertRelative(test.GetProperty("out").Numbers(), boxes.Values(), 1e-7);
    }

    [Theory]
    [InlineData(0, 5, "without pixels")]
    [InlineData(1, 5000, "so narrow")]
    public void An_image_of_which_nothing_remains_is_refused(int height, int width, string reason) => Assert.Contains(
        reason, Assert.Throws<ArgumentException>(() => ResizeRule.Published600.Of(new ImageSize(height, width))).Message);

    private static ImageSize Size(int[] sides) => new(sides[0], sides[1]);
}
