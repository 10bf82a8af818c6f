namespace ScaleNet.Cli.Speed;

/// <summary>A prepared network with its images: what is timed, and nothing else.</summary>
internal interface IRepeatedCall : IDisposable
{
    /// <summary>One batch, complete when it returns.</summary>
    void Run();
}
