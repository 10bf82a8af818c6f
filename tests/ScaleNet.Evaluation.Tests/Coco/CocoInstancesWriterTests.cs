using System.Text;
using ScaleNet.Evaluation.Boxes;
using ScaleNet.Evaluation.Coco;

namespace ScaleNet.Evaluation.Tests.Coco;

public sealed class CocoInstancesWriterTests
{
    [Fact]
    public void What_is_written_is_read_again()
    {
        var instances = new CocoInstances(
            [new CocoImage(7, "a \"b\"/ü.jpg", 40, 30), new CocoImage(9)],
            [new CocoCategory(3, "Ankle boot"), new CocoCategory(90, "Bag")],
            [
                new CocoAnnotation(1, 7, 90, new BoxXywh(0.1, 2, 3.25, 1e-7), 12.5),
                new CocoAnnotation(2, 9, 3, new BoxXywh(-4, 0, 100, 7), 700, IsCrowd: true),
            ]);

        var read = Read(Written(instances));

        Assert.Equal(instances.Images, read.Images);
        Assert.Equal(instances.Categories, read.Categories);
        Assert.Equal(instances.Annotations, read.Annotations);
    }

    [Fact]
    public void A_long_file_is_written_whole()
    {
        var images = Enumerable.Range(1, 5000).Select(id => new CocoImage(id, $"{id:D12}.png", 256, 256)).ToList();

        var read = Read(Written(new CocoInstances(images, [], [])));

        Assert.Equal(images, read.Images);
    }

    [Fact]
    public void The_fields_are_those_of_COCO()
    {
        var instances = new CocoInstances(
            [new CocoImage(1, "a.png", 4, 3)], [new CocoCategory(2, "Bag")], [new CocoAnnotation(5, 1, 2, new BoxXywh(0, 1, 2, 2), 4)]);

        Assert.Equal(
            """{"images":[{"id":1,"file_name":"a.png","width":4,"height":3}]"""
            + ""","annotations":[{"id":5,"image_id":1,"category_id":2,"bbox":[0,1,2,2],"area":4,"iscrowd":0}],"categories":[{"id":2,"name":"Bag"}]}""",
            Encoding.UTF8.GetString(Written(instances)));
    }

    private static byte[] Written(CocoInstances instances)
    {
        using var stream = new MemoryStream();
        instances.Write(stream);
        return stream.ToArray();
    }

    private static CocoInstances Read(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return CocoInstances.Read(stream, "written");
    }
}
