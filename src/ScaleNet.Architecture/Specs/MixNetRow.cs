using System.Collections.Immutable;

namespace ScaleNet.Architecture.Specs;

/// <summary>Equal inverted bottleneck blocks of a MixNet, one after the other.</summary>
/// <remarks>Only the first of them has the stride.</remarks>
/// <param name="Kernels">Sides of the depthwise kernels, all odd; the channels are spread evenly over them.</param>
/// <param name="Channels">Channels that a block puts out.</param>
/// <param name="Stride">1, or 2 to halve the map.</param>
/// <param name="Expand">The depthwise convolution has this many times the input's channels; 1 leaves the expansion out.</param>
/// <param name="ExpandGroups">Parts into which the expanding 1x1 convolution is split.</param>
/// <param name="ProjectGroups">Parts into which the projecting 1x1 convolution is split.</param>
/// <param name="Squeeze">Channels inside the squeeze-and-excitation as a share of the block's input; 0 leaves it out.</param>
/// <param name="Activation">The non-linearity.</param>
/// <param name="Repeats">How many blocks.</param>
public sealed record MixNetRow(
    ImmutableArray<int> Kernels,
    int Channels,
    int Stride = 1,
    int Expand = 1,
    int ExpandGroups = 1,
    int ProjectGroups = 1,
    double Squeeze = 0,
    ActivationKind Activation = ActivationKind.Relu,
    int Repeats = 1)
{
    private const int MostKernels = 8;
    private const int MostKernel = 31;
    private const int MostExpand = 32;

    /// <inheritdoc/>
    public bool Equals(MixNetRow? other) =>
        other is not null && Kernels.SequenceEqual(other.Kernels)
        && (Channels, Stride, Expand, ExpandGroups, ProjectGroups) ==
            (other.Channels, other.Stride, other.Expand, other.ExpandGroups, other.ProjectGroups)
        && (Squeeze, Activation, Repeats) == (other.Squeeze, other.Activation, other.Repeats);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kernels.Length, Channels, Stride, Expand, Repeats);

    /// <summary>Channels inside the squeeze-and-excitation of a block that reads this many; a half goes to the even number.</summary>
    internal int Squeezed(int inputChannels) => (int)Math.Round(Squeeze * inputChannels, MidpointRounding.ToEven);

    /// <summary>Adds what is wrong with the row, whose first block reads <paramref name="inputChannels"/>.</summary>
    internal void Check(string path, int inputChannels, SpecProblems problems)
    {
        problems.RequireWithin($"{path}.repeats", Repeats, 1, SpecValidator.MostBlocks);
        problems.RequireWithin($"{path}.stride", Stride, 1, 2);
        problems.RequireWithin($"{path}.channels", Channels, 1, SpecValidator.MostChannels);
        problems.RequireWithin($"{path}.expand", Expand, 1, MostExpand);
        problems.RequireWithin($"{path}.kernels", Kernels.Length, 1, MostKernels);
        foreach (var (index, kernel) in Kernels.Index())
        {
            if (kernel is < 1 or > MostKernel || kernel % 2 == 0)
            {
                problems.Add($"{path}.kernels[{index}]", $"got {kernel}, expected an odd number from 1 to {MostKernel}");
            }
        }

        if (!Enum.IsDefined(Activation))
        {
            problems.Add(
                $"{path}.activation", $"got {Activation}, expected {string.Join(" or ", Enum.GetNames<ActivationKind>())}");
        }

        CheckShares(path, inputChannels, problems);
    }

    // Every part of a split convolution needs a channel, and so does a squeeze.
    private void CheckShares(string path, int inputChannels, SpecProblems problems)
    {
        var narrowest = Math.Max(1, Repeats > 1 ? Math.Min(inputChannels, Channels) : inputChannels);
        problems.RequireWithin($"{path}.expandGroups", ExpandGroups, 1, Expand == 1 ? 1 : narrowest);
        problems.RequireWithin($"{path}.projectGroups", ProjectGroups, 1, Math.Max(1, Math.Min(narrowest, Channels)));
        if (Kernels.Length <= MostKernels && Kernels.Length > narrowest)
        {
            problems.Add($"{path}.kernels", $"{Kernels.Length} kernels for {narrowest} channels");
        }

        if (Squeeze is not (>= 0 and <= 1))
        {
            problems.Add($"{path}.squeeze", FormattableString.Invariant($"got {Squeeze}, expected 0 to 1"));
        }
        else if (Squeeze > 0 && Squeezed(narrowest) == 0)
        {
            problems.Add(
                $"{path}.squeeze", FormattableString.Invariant($"got {Squeeze}, which leaves no channel of {narrowest}"));
        }
    }
}
