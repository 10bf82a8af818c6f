using FsCheck;
using FsCheck.Xunit;
using ScaleNet.Data.Transforms;

namespace ScaleNet.Data.Tests.Transforms;

public sealed class CropPlanTests
{
    [Property(MaxTest = 300)]
    public bool A_crop_lies_inside_the_picture(PositiveInt width, PositiveInt height, int seed)
    {
        var random = SampleRandom.ForBatch(seed, 1);
        var crop = CropPlan.Draw(new RandomResizedCrop(), width.Get, height.Get, ref random);
        return crop is { Left: >= 0, Top: >= 0, Width: > 0, Height: > 0 } && crop.Right <= width.Get && crop.Bottom <= height.Get;
    }

    [Fact]
    public void Area_and_proportions_have_their_law()
    {
        const int count = 20_000;
        var range = new RandomResizedCrop { ScaleMin = 0.1, ScaleMax = 0.4 };
        var random = SampleRandom.ForBatch(1, 1);
        var areas = new double[count];
        var ratios = new double[count];
        for (int i = 0; i < count; i++)
        {
            var crop = CropPlan.Draw(range, 4_000, 4_000, ref random); // none of these misses
            areas[i] = crop.Width * (double)crop.Height / 16e6;
            ratios[i] = Math.Log((double)crop.Width / crop.Height);
        }

        Assert.InRange(areas.Min(), 0.0999, 0.11);
        Assert.InRange(areas.Max(), 0.39, 0.4001);
        Assert.Equal(0.25, areas.Average(), 0.004); // six deviations of a mean of so many
        Assert.Equal(0, ratios.Average(), 0.008);
        Assert.InRange(ratios.Max(), 0.28, Math.Log(4.0 / 3) + 1e-3);
    }

    [Theory]
    [InlineData(1_000, 10, 493, 0, 13, 10)]
    [InlineData(10, 1_000, 0, 493, 10, 13)]
    public void A_strip_that_holds_no_crop_gives_its_centre(int width, int height, int left, int top, int cropWidth, int cropHeight)
    {
        var random = SampleRandom.ForBatch(1, 1);

        var crop = CropPlan.Draw(new RandomResizedCrop { ScaleMin = 1 }, width, height, ref random);

        Assert.Equal((left, top, cropWidth, cropHeight), (crop.Left, crop.Top, crop.Width, crop.Height));
    }
}
