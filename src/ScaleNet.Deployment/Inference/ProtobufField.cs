namespace ScaleNet.Deployment.Inference;

/// <summary>A field of a protobuf message in a file.</summary>
/// <param name="Number">Its number in the message.</param>
/// <param name="HasLength">Whether it is a message, a text or bytes.</param>
/// <param name="Start">Where its tag begins in the file.</param>
/// <param name="Content">Where its content begins.</param>
/// <param name="End">Where it ends.</param>
internal readonly record struct ProtobufField(int Number, bool HasLength, long Start, long Content, long End);
