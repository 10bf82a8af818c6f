using System.Text.Json.Serialization;
using ScaleNet.Architecture.Graphs;

namespace ScaleNet.Architecture.Specs;

/// <summary>A network as data: what a person reviews and a file holds. Nothing derivable is stored.</summary>
/// <remarks>
/// A new family is a record of its own with its lowering, and one line here that names it in JSON.
/// </remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "family")]
[JsonDerivedType(typeof(DenseNetSpec), "densenet")]
[JsonDerivedType(typeof(GoogLeNetSpec), "googlenet")]
[JsonDerivedType(typeof(ResNetSpec), "resnet")]
[JsonDerivedType(typeof(ResNeXtSpec), "resnext")]
[JsonDerivedType(typeof(ScaleNetSpec), "scalenet")]
[JsonDerivedType(typeof(SeResNetSpec), "seresnet")]
public abstract record NetworkSpec
{
    /// <summary>The display name, such as <c>ScaleNet-50</c>.</summary>
    [JsonPropertyOrder(-6)]
    public required string Name { get; init; }

    /// <summary>Channels of the image.</summary>
    [JsonPropertyOrder(-5)]
    public int InputChannels { get; init; } = 3;

    /// <summary>The side in pixels of the square image that the network is designed for.</summary>
    [JsonPropertyOrder(-4)]
    public required int Resolution { get; init; }

    /// <summary>Number of classes.</summary>
    [JsonPropertyOrder(-3)]
    public required int Classes { get; init; }

    /// <summary>The network as a graph.</summary>
    /// <exception cref="SpecException">The spec is not valid; the message lists every problem.</exception>
    public Graph Lower()
    {
        SpecValidator.Require(this, Name);
        return Build(new GraphBuilder(Name));
    }

    internal abstract Graph Build(GraphBuilder builder);

    /// <summary>Adds what is wrong with the family's own fields.</summary>
    internal abstract void Check(SpecProblems problems);
}
