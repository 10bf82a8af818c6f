using FsCheck;
using FsCheck.Xunit;
using ScaleNet.Data.Images;
using ScaleNet.Data.Scenes;

namespace ScaleNet.Data.Tests.Scenes;

public sealed class OwnerBoxesTests
{
    private const int Owners = 4;

    [Fact]
    public void A_box_is_the_smallest_that_holds_all_pixels_of_an_owner()
    {
        ushort[] owners =
        [
            0, 0, 1, 0, 0,
            0, 2, 0, 0, 0,
            0, 0, 0, 1, 0,
        ];

        var boxes = OwnerBoxes.Of(owners, width: 5, Owners);

        Assert.Equal((new PixelRegion(2, 0, 2, 3), 2), boxes[1]);
        Assert.Equal((new PixelRegion(1, 1, 1, 1), 1), boxes[2]);
        Assert.Equal(default, boxes[3]);
    }

    [Property]
    public bool Boxes_are_those_of_a_search_over_all_pixels(NonEmptyArray<byte> drawn, PositiveInt columns)
    {
        int width = 1 + (columns.Get % drawn.Get.Length);
        ushort[] owners = [.. drawn.Get.Take(drawn.Get.Length / width * width).Select(value => (ushort)(value % Owners))];

        return OwnerBoxes.Of(owners, width, Owners).Index().All(entry => entry.Item == Search(owners, width, entry.Index));
    }

    private static (PixelRegion Box, int Area) Search(ushort[] owners, int width, int owner)
    {
        var places = owners.Index().Where(pixel => pixel.Item == owner).Select(pixel => (X: pixel.Index % width, Y: pixel.Index / width)).ToList();
        if (places.Count == 0)
        {
            return default;
        }

        var (left, top) = (places.Min(place => place.X), places.Min(place => place.Y));
        return (new PixelRegion(left, top, places.Max(place => place.X) - left + 1, places.Max(place => place.Y) - top + 1), places.Count);
    }
}
