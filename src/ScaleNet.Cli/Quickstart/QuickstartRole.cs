namespace ScaleNet.Cli.Quickstart;

/// <summary>The parts that networks play in the quickstart; also the names of their run folders.</summary>
internal static class QuickstartRole
{
    public const string Seed = "seed";
    public const string Learned = "learned";
    public const string Even = "even";
    public const string ResNet = "resnet";

    /// <summary>In the order in which they are trained.</summary>
    public static IReadOnlyList<string> All { get; } = [Seed, Learned, ResNet, Even];
}
