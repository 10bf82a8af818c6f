using ScaleNet.Architecture;
using ScaleNet.Architecture.Specs;
using ScaleNet.Data.Datasets;

namespace ScaleNet.Cli.Networks;

/// <summary>Brings a network and the images together.</summary>
internal static class NetworkFit
{
    /// <summary>The design for these images: their channels, size and classes.</summary>
    public static T Adapt<T>(T spec, ImageClassificationData data)
        where T : NetworkSpec =>
        spec with
        {
            InputChannels = data.Preprocessing.Channels,
            Resolution = data.Preprocessing.Height,
            Classes = data.Train.ClassNames.Count,
        };

    /// <summary>A design of the catalogue adapted; a file's network only if it is for these images already.</summary>
    /// <exception cref="SpecException">The file's network is for other images; the message says both.</exception>
    public static NetworkSpec ToData(NamedNetwork network, ImageClassificationData data)
    {
        if (network.IsFromCatalog)
        {
            return Adapt(network.Spec, data);
        }

        RequireFit(network.Spec, network.Source, data);
        return network.Spec;
    }

    /// <summary>Refuses a network for other images.</summary>
    /// <exception cref="SpecException">The network is for other images; the message says both.</exception>
    public static void RequireFit(NetworkSpec spec, string source, ImageClassificationData data)
    {
        // Pictures are cut to any size, and a network takes any; only images that have a size of their own may be the wrong ones.
        var fitting = Adapt(spec, data) with { Resolution = data.Train is ImageSet ? data.Preprocessing.Height : spec.Resolution };
        if (fitting != spec)
        {
            throw new SpecException(
                $"{source}: is for {Describe(spec)}, the data has {Describe(fitting)} ({data.Source}). "
                + "Use a network and data that fit together.");
        }
    }

    private static string Describe(NetworkSpec spec) => FormattableString.Invariant(
        $"images of {spec.InputChannels}x{spec.Resolution}x{spec.Resolution} in {spec.Classes} classes");
}
