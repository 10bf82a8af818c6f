using ScaleNet.Architecture;
using ScaleNet.Architecture.Zoo;
using ScaleNet.Cli.Networks;
using ScaleNet.Data.Datasets;

namespace ScaleNet.Cli.Tests.Networks;

public sealed class NetworkFitTests
{
    private static readonly ImageClassificationData Fashion = FashionMnist.LoadEmbedded();

    [Fact]
    public void A_design_of_the_catalogue_is_adapted()
    {
        var network = new NamedNetwork(Catalog.Get("resnet50").Spec, "resnet50", IsFromCatalog: true);

        var fitted = NetworkFit.ToData(network, Fashion);

        Assert.Equal((1, 28, 10), (fitted.InputChannels, fitted.Resolution, fitted.Classes));
    }

    [Fact]
    public void A_file_for_other_images_is_an_error_that_says_both()
    {
        var network = new NamedNetwork(Catalog.Get("resnet50").Spec, "my.json", IsFromCatalog: false);

        var error = Assert.Throws<SpecException>(() => NetworkFit.ToData(network, Fashion));

        Assert.StartsWith(
            "my.json: is for images of 3x224x224 in 1000 classes, the data has images of 1x28x28 in 10 classes (Fashion-MNIST",
            error.Message, StringComparison.Ordinal);
    }
}
