using ScaleNet.Serving.Models;

namespace ScaleNet.Serving.Page;

/// <summary>A picture to try a model with.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Kind">The kind of models that it is for.</param>
/// <param name="Png">Its file.</param>
internal sealed record Example(string Name, ModelKind Kind, byte[] Png);
