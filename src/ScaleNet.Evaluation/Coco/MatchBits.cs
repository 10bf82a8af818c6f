namespace ScaleNet.Evaluation.Coco;

/// <summary>What became of a detection in one range of areas: a bit for each IoU threshold.</summary>
internal struct MatchBits
{
    /// <summary>It found an object.</summary>
    public ushort Matched;

    /// <summary>It counts neither for nor against the detector.</summary>
    public ushort Ignored;
}
