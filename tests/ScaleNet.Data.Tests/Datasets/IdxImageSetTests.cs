using ScaleNet.Data.Datasets;

namespace ScaleNet.Data.Tests.Datasets;

public sealed class IdxImageSetTests
{
    private static readonly IdxArray TwoImages = new("images", [2, 1, 2], [1, 2, 3, 4]);

    [Fact]
    public void Images_and_labels_of_one_part_are_joined()
    {
        var set = IdxImageSet.Join("tiny", ["a", "b"], TwoImages, new IdxArray("labels", [2], [1, 0]));

        Assert.Equal((2, 1, 1, 2), (set.Count, set.Channels, set.Height, set.Width));
        Assert.Equal([3, 4], set.Image(1).ToArray());
        Assert.Equal([1, 0], set.Labels.ToArray());
    }

    [Fact]
    public void Counts_that_disagree_are_named()
    {
        var problem = Assert.Throws<DatasetException>(
            () => IdxImageSet.Join("tiny", ["a", "b"], TwoImages, new IdxArray("labels", [3], [1, 0, 1])));

        Assert.Equal(
            "labels: got 3 labels, expected 2, one for each image of images. Use files of the same part.",
            problem.Message);
    }

    [Fact]
    public void A_label_out_of_range_is_named_with_its_place()
    {
        var problem = Assert.Throws<DatasetException>(
            () => IdxImageSet.Join("tiny", ["a", "b"], TwoImages, new IdxArray("labels", [2], [1, 2])));

        Assert.Equal("labels: label 1 is 2, expected 0 to 1. Use the labels of this data set.", problem.Message);
    }
}
