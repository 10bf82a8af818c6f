namespace ScaleNet.Serving.Http;

/// <summary>A part of a network.</summary>
/// <param name="Part">Its name.</param>
/// <param name="Output">What it gives for one image: channels, height, width.</param>
/// <param name="Parameters">Learned values.</param>
/// <param name="Macs">Multiply-accumulates for one image.</param>
internal sealed record LayerAnswer(string Part, string Output, long Parameters, long Macs);
