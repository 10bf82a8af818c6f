namespace ScaleNet.Evaluation.Runs;

/// <summary>How far a run got; camelCase strings on disk.</summary>
public enum RunStatus
{
    /// <summary>A process works on it, or was killed while it did.</summary>
    Running,

    /// <summary>Stopped on request; it can be resumed.</summary>
    Stopped,

    /// <summary>Every planned epoch is done.</summary>
    Finished,

    /// <summary>An error ended it.</summary>
    Failed,
}
