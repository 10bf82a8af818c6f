namespace ScaleNet.Serving.Page;

/// <summary>A picture to try a model with, as it is listed.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Url">Where it is, from the root of the server.</param>
/// <param name="Kind">The kind of models that it is for: classification or detection.</param>
internal sealed record ExampleAnswer(string Name, string Url, string Kind);
