namespace ScaleNet.Serving.Http;

/// <summary>What every request that fails is answered, as the protocol has it.</summary>
/// <param name="Error">One line: what is wrong.</param>
internal sealed record ErrorAnswer(string Error);
