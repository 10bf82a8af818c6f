namespace ScaleNet.Deployment.Quantization;

/// <summary>What a model of shorter weights saves.</summary>
/// <param name="FloatBytes">Bytes of the float32 model, with its data file.</param>
/// <param name="Bytes">Bytes of the new one, with its data file.</param>
public sealed record ModelSizes(long FloatBytes, long Bytes);
