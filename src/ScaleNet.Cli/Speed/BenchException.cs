namespace ScaleNet.Cli.Speed;

/// <summary>A comparison of speed that cannot be made; the message is one line, for the user.</summary>
internal sealed class BenchException(string message, Exception? innerException = null) : Exception(message, innerException);
