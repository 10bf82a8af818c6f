namespace ScaleNet.Training.Loops;

/// <summary>A number of the training became infinite or NaN; the message says where.</summary>
internal sealed class NonFiniteException(string message) : Exception(message);
