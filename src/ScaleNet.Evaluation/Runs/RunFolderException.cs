namespace ScaleNet.Evaluation.Runs;

/// <summary>
/// A run folder, or a file in one, cannot be used; the message is one line for the person at the console.
/// </summary>
public sealed class RunFolderException : Exception
{
    /// <summary>An error with a message of the form "where: what is wrong (got X, expected Y). How to fix."</summary>
    public RunFolderException(string message)
        : base(message)
    {
    }

    /// <summary>The same with the error behind it.</summary>
    public RunFolderException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>An error without a message; kept for serializers and generic code.</summary>
    public RunFolderException()
    {
    }
}
