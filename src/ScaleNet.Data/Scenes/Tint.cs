namespace ScaleNet.Data.Scenes;

/// <summary>A colour, or what brightness is multiplied with to have one, in units of 1/255.</summary>
internal readonly record struct Tint(byte Red, byte Green, byte Blue);
