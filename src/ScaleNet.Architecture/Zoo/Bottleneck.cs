namespace ScaleNet.Architecture.Zoo;

/// <summary>What all bottleneck families share.</summary>
internal static class Bottleneck
{
    /// <summary>A block puts out this many times its planes (He et al. 2016, table 1).</summary>
    public const int Expansion = 4;
}
