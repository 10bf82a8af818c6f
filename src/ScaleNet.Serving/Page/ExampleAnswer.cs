namespace ScaleNet.Serving.Page;

/// <summary>A picture to try a model with, as it is listed.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Url">Where it is, from the root of the server.</param>
internal sealed record ExampleAnswer(string Name, string Url);
