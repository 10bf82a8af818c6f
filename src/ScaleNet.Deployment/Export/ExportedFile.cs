namespace ScaleNet.Deployment.Export;

/// <summary>A model that was written.</summary>
/// <param name="Path">The model.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="DataPath">The file of its tensors; null where they are in the model.</param>
/// <param name="DataBytes">The length of that file; 0 where there is none.</param>
public sealed record ExportedFile(string Path, long Bytes, string? DataPath, long DataBytes);
