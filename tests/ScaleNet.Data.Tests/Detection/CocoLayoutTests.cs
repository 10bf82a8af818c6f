using ScaleNet.Data.Detection;

namespace ScaleNet.Data.Tests.Detection;

public sealed class CocoLayoutTests
{
    [Fact]
    public void Parts_are_listed_with_those_to_train_first()
    {
        using var folder = Annotated("val2017", "minival", "train2017");

        Assert.Equal(["train2017", "minival", "val2017"], CocoLayout.PartsAt(folder.Path).Select(part => part.Name));
    }

    [Fact]
    public void A_part_is_named_by_its_beginning()
    {
        using var folder = Annotated("val2017", "train2017");

        var part = CocoLayout.ValidationAt(folder.Path);

        Assert.Equal(
            new CocoPart(
                "val2017", Path.Combine(folder.Path, "val2017"), Path.Combine(folder.Path, "annotations", "instances_val2017.json")),
            part);
        Assert.Equal("train2017", CocoLayout.TrainAt(folder.Path).Name);
    }

    [Fact]
    public void A_beginning_of_several_parts_is_refused_unless_one_is_it()
    {
        using var folder = Annotated("val2014", "val2017");

        var problem = Assert.Throws<DatasetException>(() => CocoLayout.ValidationAt(folder.Path));
        File.WriteAllText(CocoLayout.AnnotationsOf(folder.Path, "val"), "");

        Assert.Contains("got val2014, val2017", problem.Message, StringComparison.Ordinal);
        Assert.Equal("val", CocoLayout.ValidationAt(folder.Path).Name);
    }

    [Fact]
    public void A_folder_without_annotations_is_no_such_set()
    {
        using var folder = Annotated();

        Assert.False(CocoLayout.IsAt(folder.Path));
        Assert.False(CocoLayout.IsAt("/no/such/folder"));
        Assert.Contains(
            "got no annotations/instances_train.json", Assert.Throws<DatasetException>(() => CocoLayout.TrainAt(folder.Path)).Message, StringComparison.Ordinal);
    }

    private static TemporaryFolder Annotated(params string[] parts)
    {
        var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, CocoLayout.AnnotationsFolder));
        foreach (string part in parts)
        {
            File.WriteAllText(CocoLayout.AnnotationsOf(folder.Path, part), "");
        }

        return folder;
    }
}
