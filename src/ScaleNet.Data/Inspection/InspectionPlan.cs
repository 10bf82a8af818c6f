namespace ScaleNet.Data.Inspection;

/// <summary>How a data set is looked through.</summary>
public sealed record InspectionPlan
{
    /// <summary>Threads that read and decode. Results do not depend on it.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Told now and then, on the calling thread, how many pictures are done and how many there are.</summary>
    public Action<int, int>? Progress { get; init; }

    /// <summary>Gives up between pictures.</summary>
    public CancellationToken Stop { get; init; }
}
