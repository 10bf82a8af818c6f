namespace ScaleNet.Deployment.Export;

/// <summary>What must hold before a network is exported, besides its weights and its size.</summary>
internal static class ExportCheck
{
    /// <summary>Refuses options that contradict each other or the network.</summary>
    /// <exception cref="ExportException">The first of them.</exception>
    public static void Require(ExportedNetwork network, ExportOptions options)
    {
        OnnxVersions.Require(options.Opset);
        RequirePositive("batch", options.Batch);
        RequirePositive("height", options.Height);
        RequirePositive("width", options.Width);
        RequireExternalLimit(options.ExternalDataAbove);
        var spec = network.Spec;
        if (options is { SplitBranches: true, KeepBatchNorm: true })
        {
            throw new ExportException(
                $"{spec.Name}: branches are split between convolutions, but batch norms are kept. Leave one of the two out.");
        }

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

    private static void RequirePositive(string option, int? value)
    {
        if (value is <= 0)
        {
            throw new ExportException(FormattableString.Invariant($"{option}: got {value}, expected 1 or more. Correct it."));
        }
    }
}
