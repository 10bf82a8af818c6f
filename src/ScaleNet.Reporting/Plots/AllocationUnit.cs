namespace ScaleNet.Reporting.Plots;

/// <summary>What the height of an allocation bar means.</summary>
public enum AllocationUnit
{
    /// <summary>Per cent of the block's channels: every bar is full.</summary>
    Share,

    /// <summary>Channels: bars grow with the width of the stage.</summary>
    Channels,
}
