namespace ScaleNet.Modeling.Backend;

/// <summary>The libtorch that the user asked for cannot be used; the message is one line, for the user.</summary>
public sealed class NativeBackendException : Exception
{
    /// <summary>Creates the exception with a message for the user.</summary>
    public NativeBackendException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message for the user and what lies behind it.</summary>
    public NativeBackendException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
