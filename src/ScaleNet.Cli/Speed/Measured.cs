namespace ScaleNet.Cli.Speed;

/// <summary>What one measuring process found.</summary>
/// <param name="Milliseconds">The time of each call that counts, ms.</param>
/// <param name="PeakBytes">Most memory of the process that was resident.</param>
/// <param name="IsPeakOfCalls">Whether that peak leaves out the preparation: loading, weights, folding.</param>
/// <param name="DeviceBytes">Memory that a CUDA device gave to the process for the network; null without one.</param>
/// <param name="DeviceName">What computed.</param>
internal sealed record Measured(
    IReadOnlyList<double> Milliseconds, long PeakBytes, bool IsPeakOfCalls, long? DeviceBytes, string DeviceName);
