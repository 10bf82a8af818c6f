using ScaleNet.Data.Detection;
using ScaleNet.Data.Images;
using ScaleNet.Data.Loading;
using ScaleNet.Data.Tests.Images;
using ScaleNet.Evaluation.Boxes;
using SkiaSharp;

namespace ScaleNet.Data.Tests.Detection;

/// <summary>Files that are not as a loader would have them.</summary>
public sealed class DamagedDetectionTests
{
    private static readonly (long, BoxXywh) Car = (3, new BoxXywh(0, 0, 2, 2));
    private static readonly DetectionPreparation Plain = new() { Sizes = [ResizeRule.Published600] };

    [Fact]
    public void The_next_good_image_of_its_orientation_takes_the_place_of_a_damaged_one()
    {
        using var folder = Mixed();
        Damage(folder, 0);
        Damage(folder, 4);
        var damaged = new CorruptSamples("set", 6, share: 0.5);

        var batches = Read(folder, new BatchPlan { BatchSize = 3, Corrupt = damaged, ReplaceCorrupt = true });

        Assert.Equal([[2, 2, 2], [1, 3, 5]], batches); // 0 and 4 are wide, as 2 is
        Assert.Equal(2, damaged.Count);
        Assert.StartsWith($"{folder.FileOf(0)}: ", damaged.Problems[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Without_replacement_a_batch_is_shorter()
    {
        using var folder = Mixed();
        Damage(folder, 1);

        Assert.Equal([[0, 2, 4], [3, 5]], Read(folder, new BatchPlan { BatchSize = 3, Corrupt = new CorruptSamples("set", 6, share: 0.5) }));
    }

    [Fact]
    public void More_than_are_tolerated_end_the_reading()
    {
        using var folder = Mixed();
        Damage(folder, 1);

        var problem = Assert.Throws<DatasetException>(
            () => Read(folder, new BatchPlan { BatchSize = 3, Corrupt = new CorruptSamples("set", 6, share: 0) }));

        Assert.StartsWith("set: 1 damaged images, at most 0 are passed over.", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_of_an_orientation_damaged_cannot_be_replaced()
    {
        using var folder = Mixed();
        Damage(folder, 0);
        Damage(folder, 2);
        Damage(folder, 4);
        var plan = new BatchPlan { BatchSize = 3, Corrupt = new CorruptSamples("set", 6, share: 1), ReplaceCorrupt = true };

        var problem = Assert.Throws<DatasetException>(() => Read(folder, plan));

        Assert.Equal($"{folder.Images}: all of its 3 images of one orientation are damaged. Restore the data.", problem.Message);
    }

    [Fact]
    public void An_image_of_another_size_than_its_annotations_tell_ends_the_reading()
    {
        using var folder = new CocoFolder().With(5, 9, Car).WithoutFile(height: 5, width: 9, Car);
        File.WriteAllBytes(folder.FileOf(1), ImageEncoder.EncodeRgbPng(new byte[9 * 5 * 3], width: 5, height: 9));
        var damaged = new CorruptSamples("set", 2, share: 1);

        var problem = Assert.Throws<DatasetException>(() => Read(folder, new BatchPlan { BatchSize = 2, Corrupt = damaged }));

        Assert.Equal(
            $"{folder.FileOf(1)}: not of the size that {folder.Annotations} tells of image 101 (got 5 x 9, expected 9 x 5): "
            + "its boxes are of another picture. Correct the annotations, or restore the file.",
            problem.Message);
        Assert.Equal(0, damaged.Count);
    }

    [Fact]
    public void A_grey_image_becomes_one_of_three_equal_channels()
    {
        using var folder = new CocoFolder().WithoutFile(height: 1, width: 3, Car);
        File.WriteAllBytes(folder.FileOf(0), ImageEncoder.EncodeGreyPng([7, 0, 255], width: 3, height: 1));

        Assert.Equal([7, 0, 255, 7, 0, 255, 7, 0, 255], Pixels(folder));
    }

    // Boxes are of the stored pixels, and the reference pipeline does not turn either.
    [Fact]
    public void The_cameras_orientation_does_not_count()
    {
        using var folder = new CocoFolder().WithoutFile(height: 8, width: 16, Car);
        File.WriteAllBytes(folder.FileOf(0), WithOrientation(TestPictures.Jpeg(16, 8, SKColors.Red), orientation: 6));

        Assert.Equal((8, 16), (ImageDecoder.Decode(folder.FileOf(0)).Height, ImageDecoder.Decode(folder.FileOf(0)).Width));
        Assert.Equal(16, ImageDecoder.Decode(folder.FileOf(0), DecodeOptions.AsSeen).Height); // the note is there
        Assert.Equal(3 * 8 * 16, Pixels(folder).Length);
    }

    private static CocoFolder Mixed() =>
        new CocoFolder().With(5, 9, Car).With(9, 5, Car).With(5, 9, Car).With(9, 5, Car).With(5, 9, Car).With(9, 5, Car);

    private static void Damage(CocoFolder folder, int index)
    {
        byte[] file = File.ReadAllBytes(folder.FileOf(index));
        File.WriteAllBytes(folder.FileOf(index), file[..(file.Length / 2)]);
    }

    // An APP1 segment with one tag behind the start of the image.
    private static byte[] WithOrientation(byte[] jpeg, byte orientation)
    {
        byte[] exif = [.. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
        return [.. jpeg[..2], 0xFF, 0xE1, 0, (byte)(exif.Length + 2), .. exif, .. jpeg[2..]];
    }

    private static byte[] Pixels(CocoFolder folder)
    {
        using var batch = new DetectionLoader(folder.Open(), new BatchPlan { BatchSize = 1 }, Plain).ReadEpoch(epoch: 0).Single();
        return batch.Samples[0].Pixels.ToArray();
    }

    private static List<int[]> Read(CocoFolder folder, BatchPlan plan)
    {
        var read = new List<int[]>();
        foreach (var batch in new DetectionLoader(folder.Open(), plan, Plain).ReadEpoch(epoch: 0))
        {
            using (batch)
            {
                read.Add([.. batch.SampleIndices]);
            }
        }

        return read;
    }
}
