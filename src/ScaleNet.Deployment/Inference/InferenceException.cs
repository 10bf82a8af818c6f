namespace ScaleNet.Deployment.Inference;

/// <summary>A model file that cannot be used to classify pictures.</summary>
/// <remarks>The message is one line: <c>where: what is wrong (got X, expected Y). How to fix.</c></remarks>
public sealed class InferenceException : Exception
{
    /// <summary>An exception with a one-line message for the user.</summary>
    public InferenceException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a one-line message for the user, and what caused it.</summary>
    public InferenceException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
