namespace ScaleNet.Architecture.Cost;

/// <summary>How long networks of one frame take on one machine: measured at a few widths, and predicted between them.</summary>
/// <remarks>
/// The prediction is a sum: the smallest network, plus what every branch of every block adds by itself. That branches do not get in
/// each other's way is an assumption, which a measurement of the network at last has to confirm.
/// </remarks>
public sealed record LatencyTable
{
    /// <summary>What was measured on: processor, engine with version, threads; a table holds for nothing else.</summary>
    public required string Machine { get; init; }

    /// <summary>Hash of the seed's specification: its frame is the measured networks'.</summary>
    public required string SeedSpecHash { get; init; }

    /// <summary>Time of one image in the smallest network, ms: one channel at the first scale of every block.</summary>
    public required double BaseMilliseconds { get; init; }

    /// <summary>One for each stage and scale.</summary>
    public required IReadOnlyList<LatencyCurve> Curves { get; init; }

    /// <summary>The curve of a stage and a scale.</summary>
    /// <exception cref="SpecException">The table has none.</exception>
    public LatencyCurve Curve(int stage, int scale) =>
        Curves.FirstOrDefault(curve => curve.Stage == stage && curve.Scale == scale) ?? throw new SpecException(FormattableString.Invariant(
            $"latency table: has no measurements of stage {stage + 1}, scale number {scale + 1}. Measure again."));
}
