using System.Text.Json.Serialization;
using ScaleNet.Evaluation.Coco;

namespace ScaleNet.Deployment.Export;

/// <summary>The lists among a model's texts, as JSON.</summary>
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(IReadOnlyList<CocoCategory>))]
internal sealed partial class MetadataJson : JsonSerializerContext;
