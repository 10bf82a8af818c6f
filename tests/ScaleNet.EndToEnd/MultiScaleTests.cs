namespace ScaleNet.EndToEnd;

/// <summary>Training on garments of many sizes.</summary>
[Trait("Tier", "slow")]
public sealed class MultiScaleTests
{
    [Fact]
    public void A_network_is_trained_on_scenes_and_tested_on_those_of_the_same_size()
    {
        using var folder = new WorkFolder();
        folder.Run(
            "train --name m --model resnet11_small --data multi-scale-fashion --img-size 40 --recipe fashion-quick --epochs 1 --limit-batches 2 --threads 1")
            .Succeeded();

        var result = folder.Run("evaluate runs/m --data multi-scale-fashion --threads 1").Succeeded();

        Assert.Contains("multi-scale Fashion-MNIST, 40 px, seed 1, of Fashion-MNIST", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("was trained on other data", result.Log, StringComparison.Ordinal);
    }
}
