using ScaleNet.Cli.Networks;
using ScaleNet.Data;

namespace ScaleNet.Cli.Tests.Networks;

public sealed class DataChoiceTests
{
    [Theory]
    [InlineData("fashion", false, false)]
    [InlineData("embedded", false, false)]
    [InlineData("multi-scale-fashion", false, true)]
    [InlineData("no-such-folder", false, false)]
    public void Words_say_whether_images_have_a_size_of_choice(string word, bool isPictures, bool isOfAnySize) =>
        Assert.Equal((isPictures, isOfAnySize), (DataChoice.IsPictures(word), DataChoice.IsOfAnySize(word)));

    [Theory]
    [InlineData(31)]
    [InlineData(257)]
    public void A_canvas_that_cannot_be_is_refused(int size)
    {
        var error = Assert.Throws<DatasetException>(() => DataChoice.Load("multi-scale-fashion", size));

        Assert.Equal(
            $"--img-size: got {size}, the canvas of multi-scale-fashion has 32 to 256 px. Choose one of these.", error.Message);
    }
}
