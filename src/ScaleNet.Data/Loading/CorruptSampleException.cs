namespace ScaleNet.Data.Loading;

/// <summary>A stored sample is damaged; the message names it. Others of its set may well be good.</summary>
/// <param name="message">Which file or entry, and what is wrong with it.</param>
/// <param name="innerException">What noticed it.</param>
public sealed class CorruptSampleException(string message, Exception? innerException = null) : Exception(message, innerException);
