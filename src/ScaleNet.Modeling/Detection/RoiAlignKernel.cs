using System.Numerics;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace ScaleNet.Modeling.Detection;

/// <summary>Reading of regions over the maps' own memory, in vectors along the channels.</summary>
/// <remarks>
/// Maps are [N, H, W, C], so that a cell's channels lie side by side. <b>Determinism</b>: each value of a result is summed by one
/// thread in the order of the regions, so bits do not depend on the number of threads.
/// </remarks>
internal static class RoiAlignKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Unroll = 4; // accumulators that are held in registers at a time

    private static readonly int Lanes = Vector<T>.Count;

    /// <summary>Reads every region.</summary>
    /// <param name="plan">Regions.</param>
    /// <param name="maps">[H, W, C] of each level and image, level by level; borrowed.</param>
    /// <param name="output">[R, C, height, width], to be filled.</param>
    public static void Forward(RoiPlan plan, IReadOnlyList<Tensor> maps, Tensor output)
    {
        var images = (int)plan.Shapes[0][0];
        Parallel.For(
            0,
            plan.Regions.Length,
            new ParallelOptions { MaxDegreeOfParallelism = plan.Threads },
            () => new RoiWorkspace<T>(plan, plan.Channels),
            (index, _, workspace) =>
            {
                var region = plan.Regions[index];
                workspace.Enter(region);
                ReadTile(plan, workspace, Values(maps[(region.Level * images) + region.Image]), plan.WidthOf(region));
                var length = plan.Channels * plan.Options.Bins;
                Transpose(workspace.Tile, Values(output).Slice(index * length, length), plan.Options.Bins, plan.Channels);
                return workspace;
            },
            _ => { });
    }

    /// <summary>Adds what each cell gave to each region.</summary>
    /// <param name="plan">Regions.</param>
    /// <param name="gradient">[R, C, height, width], contiguous; borrowed.</param>
    /// <param name="maps">[H, W, C] of each level and image, zero before.</param>
    public static void Backward(RoiPlan plan, Tensor gradient, IReadOnlyList<Tensor> maps)
    {
        var images = (int)plan.Shapes[0][0];
        var perThread = (plan.Channels + plan.Threads - 1) / plan.Threads;
        var block = (perThread + Lanes - 1) / Lanes * Lanes;
        Parallel.For(
            0,
            (plan.Channels + block - 1) / block,
            new ParallelOptions { MaxDegreeOfParallelism = plan.Threads },
            index =>
            {
                var first = index * block;
                var channels = Math.Min(block, plan.Channels - first);
                var workspace = new RoiWorkspace<T>(plan, channels);
                for (var i = 0; i < plan.Regions.Length; i++)
                {
                    var region = plan.Regions[i];
                    workspace.Enter(region);
                    var bins = plan.Options.Bins;
                    var from = Values(gradient).Slice(((i * plan.Channels) + first) * bins, channels * bins);
                    Transpose(from, workspace.Tile, channels, bins);
                    var map = Values(maps[(region.Level * images) + region.Image])[first..];
                    AddTile(plan, workspace, map, plan.WidthOf(region), channels);
                }
            });
    }

    private static Span<T> Values(Tensor tensor) => MemoryMarshal.Cast<byte, T>(tensor.bytes);

    private static void ReadTile(RoiPlan plan, RoiWorkspace<T> workspace, ReadOnlySpan<T> map, int width)
    {
        var channels = plan.Channels;
        for (var bin = 0; bin < plan.Options.Bins; bin++)
        {
            workspace.Cells(bin, width, out var offsets, out var shares);
            var target = workspace.Tile.AsSpan(bin * channels, channels);
            var channel = 0;
            for (; channel <= channels - (Unroll * Lanes); channel += Unroll * Lanes)
            {
                ReadWide(map[channel..], offsets, shares, target[channel..]);
            }

            for (; channel < channels; channel++)
            {
                var sum = T.Zero;
                for (var i = 0; i < offsets.Length; i++)
                {
                    sum += shares[i] * map[offsets[i] + channel];
                }

                target[channel] = sum;
            }
        }
    }

    private static void ReadWide(ReadOnlySpan<T> map, ReadOnlySpan<int> offsets, ReadOnlySpan<T> shares, Span<T> target)
    {
        var (a, b, c, d) = (Vector<T>.Zero, Vector<T>.Zero, Vector<T>.Zero, Vector<T>.Zero);
        for (var i = 0; i < offsets.Length; i++)
        {
            var share = new Vector<T>(shares[i]);
            var cell = map.Slice(offsets[i], Unroll * Lanes);
            a += share * new Vector<T>(cell);
            b += share * new Vector<T>(cell[Lanes..]);
            c += share * new Vector<T>(cell[(2 * Lanes)..]);
            d += share * new Vector<T>(cell[(3 * Lanes)..]);
        }

        a.CopyTo(target);
        b.CopyTo(target[Lanes..]);
        c.CopyTo(target[(2 * Lanes)..]);
        d.CopyTo(target[(3 * Lanes)..]);
    }

    private static void AddTile(RoiPlan plan, RoiWorkspace<T> workspace, Span<T> map, int width, int channels)
    {
        for (var bin = 0; bin < plan.Options.Bins; bin++)
        {
            workspace.Cells(bin, width, out var offsets, out var shares);
            var source = workspace.Tile.AsSpan(bin * channels, channels);
            for (var i = 0; i < offsets.Length; i++)
            {
                AddScaled(map.Slice(offsets[i], channels), shares[i], source);
            }
        }
    }

    private static void AddScaled(Span<T> target, T share, ReadOnlySpan<T> source)
    {
        var wide = new Vector<T>(share);
        var i = 0;
        for (; i <= target.Length - Lanes; i += Lanes)
        {
            (new Vector<T>(target[i..]) + (wide * new Vector<T>(source[i..]))).CopyTo(target[i..]);
        }

        for (; i < target.Length; i++)
        {
            target[i] += share * source[i];
        }
    }

    private static void Transpose(ReadOnlySpan<T> source, Span<T> target, int rows, int columns)
    {
        for (var column = 0; column < columns; column++)
        {
            var line = target.Slice(column * rows, rows);
            var from = column;
            for (var row = 0; row < line.Length; row++)
            {
                line[row] = source[from];
                from += columns;
            }
        }
    }
}
