namespace ScaleNet.Training.Runs;

/// <summary>What to do with a run folder.</summary>
public enum RunMode
{
    /// <summary>Begin; a folder that holds anything is refused.</summary>
    New,

    /// <summary>Go on from the newest good checkpoint; without one begin again.</summary>
    Resume,

    /// <summary>Delete the run that is there, and begin.</summary>
    Overwrite,
}
