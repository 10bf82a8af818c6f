namespace ScaleNet.Cli.Health;

/// <summary>One thing that was found on this machine.</summary>
/// <param name="Name">What was looked at.</param>
/// <param name="Value">What is there, or what is wrong with it.</param>
/// <param name="IsBroken">Whether the program cannot do its work like that.</param>
internal sealed record Finding(string Name, string Value, bool IsBroken = false);
