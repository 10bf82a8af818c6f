using ScaleNet.Data.Detection;
using ScaleNet.Data.Images;
using ScaleNet.Evaluation.Boxes;
using ScaleNet.Evaluation.Coco;

namespace ScaleNet.Data.Tests.Detection;

public sealed class CocoDatasetTests
{
    private static readonly BoxXywh Box = new(2, 1, 4, 5);

    [Fact]
    public void Labels_follow_the_ids_of_the_categories_without_gaps()
    {
        using var folder = new CocoFolder().With(10, 12, (44, Box), (3, Box), (90, Box));

        var set = folder.Open();

        Assert.Equal(["car", "bottle", "brush"], set.ClassNames);
        Assert.Equal([3, 44, 90], set.Classes.CategoryIds);
        Assert.Equal([2, 1, 3], set.Targets(0).Select(target => target.Label));
        Assert.Equal([44, 3, 90], set.Targets(0).Select(target => set.Classes.CategoryIdOf(target.Label)));
        Assert.Throws<ArgumentOutOfRangeException>(() => set.Classes.CategoryIdOf(0));
    }

    [Fact]
    public void An_image_has_its_id_size_file_and_boxes()
    {
        using var folder = new CocoFolder().With(10, 12, (3, Box)).With(7, 5);

        var set = folder.Open();

        Assert.Equal((2, folder.Images), (set.Count, set.Name));
        Assert.Equal((100, 101), (set.ImageId(0), set.ImageId(1)));
        Assert.Equal(new ImageSize(10, 12), set.Size(0));
        Assert.Equal(folder.FileOf(1), set.FileOf(1));
        Assert.Equal([new DetectionTarget(new BoxXyxy(2, 1, 6, 6), 1)], set.Targets(0));
        Assert.Empty(set.Targets(1));
    }

    [Fact]
    public void Boxes_are_clipped_and_those_without_area_and_crowds_are_no_targets()
    {
        using var folder = new CocoFolder()
            .With(10, 12, (3, new BoxXywh(-5, 8, 50, 50)), (3, new BoxXywh(12, 0, 3, 3)), (3, new BoxXywh(1, 1, 0, 3)))
            .WithCrowd(3, Box);

        var set = folder.Open();

        Assert.Equal([new BoxXyxy(0, 8, 12, 10)], set.Targets(0).Select(target => target.Box));
        Assert.Equal(4, set.GroundTruth.Annotations.Count);
    }

    [Fact]
    public void Training_leaves_out_images_with_nothing_to_find_and_evaluation_does_not()
    {
        using var folder = new CocoFolder()
            .With(10, 12).With(10, 12, (3, Box)).With(10, 12).WithCrowd(3, Box).With(10, 12, (3, new BoxXywh(20, 20, 5, 5)));

        var all = folder.Open();
        var train = all.WithTargets();

        Assert.Equal((4, 0), (all.Count, all.LeftOut));
        Assert.Equal((1, 3, 101), (train.Count, train.LeftOut, train.ImageId(0)));
        Assert.Equal(4, train.GroundTruth.Images.Count);
    }

    [Fact]
    public void The_first_images_have_their_own_ground_truth()
    {
        using var folder = new CocoFolder().With(10, 12, (3, Box)).With(10, 12, (3, Box), (44, Box));

        var first = folder.Open().Take(1);

        Assert.Equal((1, 3), (first.Count, first.ClassNames.Count));
        Assert.Equal([100], first.GroundTruth.Images.Select(image => image.Id));
        Assert.Equal([100], first.GroundTruth.Annotations.Select(entry => entry.ImageId));
    }

    [Fact]
    public void A_size_that_is_not_told_is_read_from_the_file()
    {
        using var folder = new CocoFolder().WithoutFile(height: null, width: null, (3, new BoxXywh(0, 0, 100, 100)));
        File.WriteAllBytes(folder.FileOf(0), ImageEncoder.EncodeRgbPng(new byte[9 * 4 * 3], width: 4, height: 9));

        var set = folder.Open();

        Assert.Equal(new ImageSize(Height: 9, Width: 4), set.Size(0));
        Assert.Equal(new BoxXyxy(0, 0, 4, 9), set.Targets(0).Single().Box);
    }

    [Fact]
    public void Missing_files_are_told_at_opening()
    {
        using var folder = new CocoFolder().With(10, 12).WithoutFile(10, 12).WithoutFile(10, 12);

        var problem = Assert.Throws<DatasetException>(folder.Open);

        Assert.Equal(
            $"{folder.Images}: 2 of 3 images of {folder.Annotations} are missing: 1.png (id 101), 2.png (id 102). Restore them, or remove their entries.",
            problem.Message);
    }

    [Fact]
    public void A_file_in_a_folder_below_is_found()
    {
        using var folder = new CocoFolder().With(10, 12);
        Directory.CreateDirectory(Path.Combine(folder.Images, "below"));
        File.Move(folder.FileOf(0), Path.Combine(folder.Images, "below", "a.png"));
        var truth = new CocoInstances([new CocoImage(1, "below/a.png", 12, 10)], folder.Categories, []);
        Write(folder, truth);

        Assert.Equal(Path.Combine(folder.Images, "below/a.png"), CocoDataset.OpenPart(folder.Root, "val").FileOf(0));
    }

    [Theory]
    [InlineData(null, "got none")]
    [InlineData("../val/0.png", "got '../val/0.png'")]
    [InlineData("/0.png", "got '/0.png'")]
    public void A_name_that_leads_nowhere_or_out_of_the_folder_is_refused(string? file, string got)
    {
        using var folder = new CocoFolder().With(10, 12);
        Write(folder, new CocoInstances([new CocoImage(17, file, 12, 10)], folder.Categories, []));

        var problem = Assert.Throws<DatasetException>(() => CocoDataset.OpenPart(folder.Root, "val"));

        Assert.StartsWith($"{folder.Annotations} $.images[0] (id 17) file_name: no usable file ({got}", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_set_in_which_nothing_is_to_be_found_cannot_be_learned()
    {
        using var folder = new CocoFolder().With(10, 12);

        var problem = Assert.Throws<DatasetException>(() => folder.Open().WithTargets());

        Assert.Contains("none of its 1 images has a box", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[1, 2]", "got a list, expected an object with images, categories and annotations")]
    [InlineData("{\"images\": [], \"annotations\": []}", "got no 'categories', expected one")]
    [InlineData("{\"images\": [{\"id\": 1, \"width\": 0}]}", "$.images[0].width: not as COCO has it (got 0")]
    [InlineData("{", "no JSON")]
    public void What_is_not_as_COCO_has_it_is_told_in_one_line(string json, string problem)
    {
        using var folder = new CocoFolder();
        File.WriteAllText(folder.Annotations, json);

        var error = Assert.Throws<CocoException>(() => CocoDataset.OpenPart(folder.Root, "val"));

        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("{\"images\": [], \"annotations\": [], \"categories\": []}", "$.images: empty")]
    [InlineData("{\"images\": [{\"id\": 1}], \"annotations\": [], \"categories\": []}", "$.categories: empty")]
    public void A_set_of_nothing_is_refused(string json, string problem)
    {
        using var folder = new CocoFolder();
        File.WriteAllText(folder.Annotations, json);

        Assert.Contains(
            problem, Assert.Throws<DatasetException>(() => CocoDataset.OpenPart(folder.Root, "val")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_images_or_a_file_of_annotations_that_is_not_there_is_told()
    {
        using var folder = new CocoFolder();
        folder.WriteAnnotations();
        folder.With(10, 12).WriteAnnotations();

        var noImages = Assert.Throws<DatasetException>(() => CocoDataset.Open("/no/images", folder.Annotations));
        var noFile = Assert.Throws<DatasetException>(() => CocoDataset.Open(folder.Images, "/no/file.json"));

        Assert.StartsWith("/no/images: there is no such folder", noImages.Message, StringComparison.Ordinal);
        Assert.StartsWith("/no/file.json: there is no such file", noFile.Message, StringComparison.Ordinal);
    }

    private static void Write(CocoFolder folder, CocoInstances truth)
    {
        using var stream = File.Create(folder.Annotations);
        truth.Write(stream);
    }
}
