namespace ScaleNet.Evaluation.Coco;

/// <summary>A file of annotations or detections that is not as COCO has it; the message names the item in one line.</summary>
public sealed class CocoException : Exception
{
    /// <summary>An error with a message of the form "where: what is wrong (got X, expected Y). How to fix."</summary>
    public CocoException(string message)
        : base(message)
    {
    }

    /// <summary>The same with the error behind it.</summary>
    public CocoException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>An error without a message; kept for serializers and generic code.</summary>
    public CocoException()
    {
    }
}
