namespace ScaleNet.Reporting.Plots;

/// <summary>A panel of <see cref="SharesPanels"/>: one allocation.</summary>
/// <param name="Title">What stands above it.</param>
/// <param name="Shares">In [0,1], by block and scale; as many scales as the chart has.</param>
internal sealed record SharesPanel(string Title, IReadOnlyList<IReadOnlyList<double>> Shares);
