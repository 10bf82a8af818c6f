using ScaleNet.Architecture.Allocation;
using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Zoo;
using ScaleNet.Data.Datasets;

namespace ScaleNet.Cli.Quickstart;

/// <summary>The networks of the quickstart before anything is learned.</summary>
internal static class QuickstartDesign
{
    // Chosen by measuring: all four trainings together take about three minutes on two cores.
    private const int Depth = 11;
    private const int Width = 8;

    /// <summary>The network to compare with; its cost is the budget.</summary>
    public static ResNetSpec ResNet(ImageClassificationData data) => SmallImageDesigns.ResNet(
        Depth, Width, data.Preprocessing.Height, data.Preprocessing.Channels, data.Train.ClassNames.Count);

    /// <summary>The seed with its stages.</summary>
    public static ScaleNetSpec Seed(ResNetSpec resNet) => SeedDesign.Create(resNet, ScaleSets.Published, ratio: 1);
}
