namespace ScaleNet.Training.Distributed;

/// <summary>The ranks cannot work together: the library is missing, the launcher is another one, or a rank has ended.</summary>
public sealed class CollectiveException : Exception
{
    /// <summary>Makes it.</summary>
    public CollectiveException()
    {
    }

    /// <summary>Makes it with what is wrong and how to mend it.</summary>
    public CollectiveException(string message)
        : base(message)
    {
    }

    /// <summary>Makes it with its cause.</summary>
    public CollectiveException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
