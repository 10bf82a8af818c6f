using ScaleNet.Deployment.Inference;

namespace ScaleNet.Serving.Http;

/// <summary>What network a model is; of a model of another program only what any model tells.</summary>
internal sealed record NetworkAnswer
{
    /// <summary>The model.</summary>
    public required string ModelName { get; init; }

    /// <summary>Its version.</summary>
    public required string ModelVersion { get; init; }

    /// <summary>What it can be asked beside tensors.</summary>
    public required string Kind { get; init; }

    /// <summary>The network's name.</summary>
    public required string? Network { get; init; }

    /// <summary>The short hash of its spec.</summary>
    public required string? SpecHash { get; init; }

    /// <summary>What is around the backbone, if it is a detector; the allocation is the backbone's.</summary>
    public required DetectorAnswer? Detector { get; init; }

    /// <summary>The program that wrote the model.</summary>
    public required string Producer { get; init; }

    /// <summary>Names of the classes, in the order of the numbers.</summary>
    public required IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>Rows of the image that costs are counted for, px; of a detector the largest that it sees, on its side.</summary>
    public required int? Height { get; init; }

    /// <summary>Columns of that image, px.</summary>
    public required int? Width { get; init; }

    /// <summary>Learned values; of a model of another program all stored ones.</summary>
    public required long Parameters { get; init; }

    /// <summary>Multiply-accumulates for one image.</summary>
    public required long? Macs { get; init; }

    /// <summary>Its parts, from input to output.</summary>
    public required IReadOnlyList<LayerAnswer>? Layers { get; init; }

    /// <summary>How it shares channels among scales.</summary>
    public required AllocationAnswer? Allocation { get; init; }

    /// <summary>How often each ONNX operator is used.</summary>
    public required IReadOnlyList<OperatorCount> Operators { get; init; }

    /// <summary>What the user should know.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}
