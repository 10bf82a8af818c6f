namespace ScaleNet.Data;

/// <summary>A data set, an image file or a preprocessing record that cannot be used as it is.</summary>
/// <remarks>The message reads "where: what is wrong (got X, expected Y). How to fix."</remarks>
public sealed class DatasetException : Exception
{
    /// <summary>An error with its whole message.</summary>
    public DatasetException(string message) : base(message)
    {
    }

    /// <summary>An error with its whole message and what caused it.</summary>
    public DatasetException(string message, Exception? innerException) : base(message, innerException)
    {
    }
}
