namespace ScaleNet.Deployment.Quantization;

/// <summary>A model that cannot be quantised in the way that was asked for.</summary>
/// <remarks>The message is one line: <c>where: what is wrong (got X, expected Y). How to fix.</c></remarks>
public sealed class QuantizationException : Exception
{
    /// <summary>An exception with a one-line message for the user.</summary>
    public QuantizationException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a one-line message for the user, and what caused it.</summary>
    public QuantizationException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
