using ScaleNet.Data.Detection;
using ScaleNet.Data.Images;
using ScaleNet.Data.Inspection;
using ScaleNet.Data.Tests.Detection;
using ScaleNet.Evaluation.Boxes;

namespace ScaleNet.Data.Tests.Inspection;

public sealed class DetectionInspectionTests
{
    private static readonly BoxXywh Box = new(2, 1, 4, 5);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_check_lists_damaged_images_and_those_of_another_size(int workers)
    {
        using var folder = new CocoFolder().With(10, 12).With(10, 12, (3, Box)).With(10, 12).WithoutFile(10, 12);
        File.WriteAllBytes(folder.FileOf(3), ImageEncoder.EncodeRgbPng(new byte[300], width: 10, height: 10));
        File.WriteAllBytes(folder.FileOf(0), File.ReadAllBytes(folder.FileOf(0))[..40]);
        folder.WriteAnnotations();

        var report = DetectionCheck.Run(CocoLayout.PartAt(folder.Root, "val"), new InspectionPlan { Workers = workers });

        Assert.Equal((folder.Images, 4, 2), (report.Name, report.Pictures, report.Good));
        Assert.Equal([folder.FileOf(0), folder.FileOf(3)], report.Problems.Select(problem => problem.Where));
        Assert.Contains("got 10 x 10, expected 12 x 10", report.Problems[1].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_check_tells_what_cannot_be_opened()
    {
        using var folder = new CocoFolder();
        File.WriteAllText(folder.Annotations, "[]");

        var report = DetectionCheck.Run(CocoLayout.PartAt(folder.Root, "val"), new InspectionPlan());

        Assert.Equal((0, 0), (report.Pictures, report.Good));
        Assert.Contains("not as COCO has it", Assert.Single(report.Problems).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Statistics_count_objects_by_class_and_size()
    {
        using var folder = new CocoFolder()
            .With(100, 200, (44, new BoxXywh(0, 0, 32, 32)), (44, new BoxXywh(10, 10, 50, 30)), (3, new BoxXywh(300, 0, 5, 5)))
            .With(120, 110, (44, Box)).WithCrowd(3, Box).With(50, 50);

        var report = DetectionStatistics.Of(folder.Open());

        Assert.Equal((3, 1, 3, 1, 1), (report.Images, report.WithoutTargets, report.Objects, report.Crowds, report.WithoutArea));
        Assert.Equal(
            [("all", 4), ("small", 3), ("medium", 2), ("large", 0)], report.Areas.Select(area => (area.Key, area.Value))); // 32 x 32 is both
        Assert.Equal(
            [new ObjectCount(1, 3, "car", 0, 0), new ObjectCount(2, 44, "bottle", 3, 2), new ObjectCount(3, 90, "brush", 0, 0)], report.Classes);
        Assert.Equal(new Spread(0, 1, 2), report.ObjectsPerImage);
        Assert.Equal(new Spread(50, 110, 200), report.Width);
        Assert.Equal(new Spread(5 / 110.0, 0.32, 0.5), report.RelativeSize);
    }
}
