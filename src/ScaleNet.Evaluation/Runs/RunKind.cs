namespace ScaleNet.Evaluation.Runs;

/// <summary>The step of the method that a run folder holds; camelCase strings on disk.</summary>
public enum RunKind
{
    /// <summary>Training of a redundant seed network.</summary>
    Seed,

    /// <summary>Training of any other network.</summary>
    Train,

    /// <summary>Choosing the channels of a trained seed.</summary>
    Allocation,

    /// <summary>Training of a detector.</summary>
    Detection,

    /// <summary>Several runs side by side.</summary>
    Comparison,
}
