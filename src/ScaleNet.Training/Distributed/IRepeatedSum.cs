namespace ScaleNet.Training.Distributed;

/// <summary>A sum over the ranks that may go on while the caller does something else. One tensor, again and again.</summary>
public interface IRepeatedSum : IDisposable
{
    /// <summary>Begins to sum the tensor, which belongs to the sum until <see cref="Wait"/> has returned.</summary>
    void Begin();

    /// <summary>Helps a sum that has begun along, where nothing else would; it does not wait.</summary>
    void Progress();

    /// <summary>Returns when the tensor holds the sums.</summary>
    /// <exception cref="CollectiveException">Another rank has ended.</exception>
    void Wait();
}
