using ScaleNet.Data.Scenes;

namespace ScaleNet.Cli.CommandLine;

/// <summary>Which sides images may have, px.</summary>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
internal readonly record struct ImageSides(CountRange Height, CountRange Width);
