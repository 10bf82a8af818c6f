namespace ScaleNet.Evaluation.Studies;

/// <summary>What can be said of the difference of two arms.</summary>
public enum Verdict
{
    /// <summary>Too few seeds have been run with both arms to say anything.</summary>
    TooFewRuns,

    /// <summary>No difference that could not be the seeds' doing.</summary>
    NotDistinguishable,

    /// <summary>The first arm errs less.</summary>
    LowerError,

    /// <summary>The first arm errs more.</summary>
    HigherError,
}
