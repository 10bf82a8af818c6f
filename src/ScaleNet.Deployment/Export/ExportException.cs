namespace ScaleNet.Deployment.Export;

/// <summary>A network that cannot be written as ONNX in the way that was asked for.</summary>
/// <remarks>The message is one line: <c>where: what is wrong (got X, expected Y). How to fix.</c></remarks>
public sealed class ExportException : Exception
{
    /// <summary>An exception with a one-line message for the user.</summary>
    public ExportException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a one-line message for the user, and what caused it.</summary>
    public ExportException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
