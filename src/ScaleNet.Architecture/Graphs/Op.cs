using System.Collections.Immutable;

namespace ScaleNet.Architecture.Graphs;

/// <summary>A typed operation of a network graph: a value, without inputs and without tensors.</summary>
/// <remarks>
/// The set is closed. A new operation is one sealed record with its shape rule and its cost, and one method of
/// <see cref="IOpVisitor{TContext,TResult}"/>, which every reader of the graph must then implement to compile.
/// </remarks>
public abstract record Op
{
    private protected Op()
    {
    }

    /// <summary>The operation's name as printed in tables.</summary>
    public abstract string Name { get; }

    /// <summary>The tensors it keeps, in the order in which PyTorch's state dictionary lists them.</summary>
    public virtual ImmutableArray<StateTensor> State => [];

    /// <summary>How many inputs it takes; null for one or more.</summary>
    public virtual int? InputCount => 1;

    /// <summary>The number of output channels, which never depends on the size of the input image.</summary>
    /// <exception cref="GraphException">The inputs' channels do not fit; the message lacks the node's name.</exception>
    public abstract int OutputChannels(ReadOnlySpan<int> inputChannels);

    /// <summary>The output's shape for one sample.</summary>
    /// <exception cref="GraphException">The inputs do not fit; the message lacks the node's name.</exception>
    public abstract MapShape OutputShape(ReadOnlySpan<MapShape> inputs);

    /// <summary>Multiply-accumulates of one sample: convolutions and linear layers only, as the published tables count.</summary>
    public virtual long Macs(ReadOnlySpan<MapShape> inputs, MapShape output) => 0;

    /// <summary>A short text of the settings, such as <c>3x3/2</c>; empty when there are none.</summary>
    public virtual string Describe() => "";

    /// <summary>Calls the visitor's method for this kind of operation.</summary>
    public abstract TResult Accept<TContext, TResult>(IOpVisitor<TContext, TResult> visitor, TContext context);

    private protected static int SameChannels(ReadOnlySpan<int> inputChannels, int expected)
    {
        return inputChannels[0] == expected
            ? expected
            : throw new GraphException($"takes {expected} channels, gets {inputChannels[0]}");
    }

    /// <summary>How often a window fits along a side when it slides: rounding down.</summary>
    private protected static int Slides(int side, int window, int stride, int padding) =>
        ((side + (2 * padding) - window) / stride) + 1;

    /// <summary>Refuses a side that is smaller than what slides over it, padding included.</summary>
    private protected static void RequireRoom(int side, int window, int padding, string what)
    {
        if (side + (2 * padding) < window)
        {
            throw new GraphException($"a map side of {side} is smaller than the {what}");
        }
    }

    private protected static int RequireChannels(MapShape shape, int expected) => SameChannels([shape.Channels], expected);
}
