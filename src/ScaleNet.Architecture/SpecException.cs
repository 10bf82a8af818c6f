namespace ScaleNet.Architecture;

/// <summary>A network, structure or budget that cannot be: what the user wrote is at fault, and the message says where.</summary>
public sealed class SpecException : Exception
{
    /// <summary>Where, what is wrong (got, expected), how to mend it; one line.</summary>
    public SpecException(string message)
        : base(message)
    {
    }

    /// <summary>As above, with the cause.</summary>
    public SpecException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
