using ScaleNet.Data.Images;
using ScaleNet.Data.Transforms;

namespace ScaleNet.Data.Tests.Transforms;

public sealed class AllocationTests
{
    private const int Pictures = 50;

    private static readonly Augmentation Everything = new()
    {
        Pad = 0,
        Flip = true,
        RandomResizedCrop = new RandomResizedCrop(),
        RandAugment = new RandAugment(),
        ColorJitter = new ColorJitter { Brightness = 0.4, Contrast = 0.4, Saturation = 0.4, Hue = 0.1 },
        Lighting = 0.1,
        RandomErasing = new RandomErasing { Fill = ErasingFill.Pixel },
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_jpeg_costs_no_managed_memory_once_the_buffers_are_large_enough(bool isTraining)
    {
        const int side = 96;
        var reader = new PictureSampleReader(new Preprocessing(3, side, side, [0, 0, 0], [1, 1, 1], 0.875), isTraining ? Everything : null);
        var file = Photographs.Jpeg(500, 375, seed: 5);
        var output = new float[3 * side * side];
        ReadAll(reader, file, output);

        long before = GC.GetAllocatedBytesForCurrentThread();
        ReadAll(reader, file, output);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void ReadAll(PictureSampleReader reader, byte[] file, float[] output)
    {
        for (int sample = 0; sample < Pictures; sample++)
        {
            var random = SampleRandom.For(1, 0, sample);
            reader.Read(file, "picture", ref random, output);
        }
    }
}
