namespace ScaleNet.Architecture.Rewrites;

/// <summary>Some channels, and to how many they are padded with zeros.</summary>
internal readonly record struct PaddedRange(int Channels, int Padded);
