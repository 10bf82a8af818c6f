using System.Text.Json.Serialization;

namespace ScaleNet.Data.Images;

/// <summary>The record as strict JSON.</summary>
[JsonSourceGenerationOptions(RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(Preprocessing))]
internal sealed partial class PreprocessingJson : JsonSerializerContext;
