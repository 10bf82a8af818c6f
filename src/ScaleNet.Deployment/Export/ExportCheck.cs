using ScaleNet.Architecture.Graphs;

namespace ScaleNet.Deployment.Export;

/// <summary>What must hold before a network is exported, besides its weights and its size.</summary>
internal static class ExportCheck
{
    /// <summary>Refuses options that contradict each other or the network.</summary>
    /// <exception cref="ExportException">The first of them.</exception>
    public static void Require(ExportedNetwork network, ExportOptions options)
    {
        var spec = network.Spec;
        RequireOptions(spec.Name, options);
        if (options.NormalizeInside && network.Preprocessing is null)
        {
            throw new ExportException(
                $"{spec.Name}: the model is to normalise pixels, but mean and deviation are not known. Give the preprocessing.");
        }

        if (network.Preprocessing is { } preprocessing && preprocessing.Channels != spec.InputChannels)
        {
            throw new ExportException(FormattableString.Invariant(
                $"{spec.Name}: got a preprocessing of {preprocessing.Channels} channels, expected {spec.InputChannels}. Give the network's own."));
        }

        if (network.ClassNames is { } names && names.Count != spec.Classes)
        {
            throw new ExportException(FormattableString.Invariant(
                $"{spec.Name}: got {names.Count} names of classes, expected {spec.Classes}. Give one for each logit."));
        }
    }

    /// <summary>Refuses options that do not fit a graph alone.</summary>
    /// <exception cref="ExportException">The first of them.</exception>
    public static void Require(Graph graph, ExportOptions options)
    {
        RequireOptions(graph.Name, options);
        if (options is not { Height: not null, Width: not null, NormalizeInside: false })
        {
            throw new ExportException(
                $"{graph.Name}: a graph alone says neither the size of its images nor how they are normalised. "
                + "Give the height and the width, and normalise outside of the model.");
        }
    }

    /// <summary>Refuses a limit that a file cannot keep.</summary>
    /// <exception cref="ExportException">It is out of range.</exception>
    public static void RequireExternalLimit(long externalDataAbove)
    {
        if (externalDataAbove is < 0 or > ExportOptions.LargestSingleFile)
        {
            throw new ExportException(FormattableString.Invariant(
                $"tensors in the model: got a limit of {externalDataAbove} bytes, expected 0 to {ExportOptions.LargestSingleFile}. Lower it."));
        }
    }

    private static void RequireOptions(string name, ExportOptions options)
    {
        OnnxVersions.Require(options.Opset);
        RequirePositive("batch", options.Batch);
        RequirePositive("height", options.Height);
        RequirePositive("width", options.Width);
        RequireExternalLimit(options.ExternalDataAbove);
        if (options is { SplitBranches: true, KeepBatchNorm: true })
        {
            throw new ExportException(
                $"{name}: branches are split between convolutions, but batch norms are kept. Leave one of the two out.");
        }
    }

    private static void RequirePositive(string option, int? value)
    {
        if (value is <= 0)
        {
            throw new ExportException(FormattableString.Invariant($"{option}: got {value}, expected 1 or more. Correct it."));
        }
    }
}
