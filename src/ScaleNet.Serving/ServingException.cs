namespace ScaleNet.Serving;

/// <summary>A server that cannot be started as it was asked for.</summary>
/// <remarks>The message is one line: <c>where: what is wrong (got X, expected Y). How to fix.</c></remarks>
public sealed class ServingException : Exception
{
    /// <summary>An exception with a one-line message for the user.</summary>
    public ServingException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a one-line message for the user, and what caused it.</summary>
    public ServingException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
