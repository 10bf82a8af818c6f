namespace ScaleNet.Architecture;

/// <summary>A weight file or checkpoint that cannot be read, or that belongs to another network.</summary>
/// <remarks>The message is one line: <c>where: what is wrong (got X, expected Y). How to fix.</c></remarks>
public sealed class CheckpointException : Exception
{
    /// <summary>An exception with a one-line message for the user.</summary>
    public CheckpointException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a one-line message for the user, and what caused it.</summary>
    public CheckpointException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
