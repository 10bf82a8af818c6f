using System.Collections.Immutable;
using ScaleNet.Architecture.Zoo.Detection;
using static TorchSharp.torch;

namespace ScaleNet.Modeling.Detection;

/// <summary>The boxes that a region proposal network corrects: the same few at every cell of every level.</summary>
/// <remarks>
/// A cell's anchors go by ratio, then by size, have whole corners (rounded half to even) around 0, and are moved by the cell's
/// place times the stride. The stride is the padded image's side over the map's, in whole numbers (Ren et al. 2015, §3.1.1;
/// order and rounding are those of torchvision's published detectors, whose outputs are laid out by them).
/// </remarks>
internal sealed class AnchorGenerator
{
    private readonly ImmutableArray<float[]> _cells;

    /// <summary>A generator of levels.</summary>
    /// <param name="sizes">Square roots of areas, pixels, for each level.</param>
    /// <param name="ratios">Height over width; the same for all levels.</param>
    /// <exception cref="ArgumentException">There is no level, a level has no size, or there is no ratio.</exception>
    public AnchorGenerator(ImmutableArray<ImmutableArray<int>> sizes, ImmutableArray<double> ratios)
    {
        if (sizes.IsEmpty || sizes.Any(level => level.IsEmpty) || ratios.IsEmpty)
        {
            throw new ArgumentException(
                $"Anchors: no anchor on some level (got {sizes.Length} levels of [{string.Join(", ", sizes.Select(level => level.Length))}] sizes and "
                + $"{ratios.Length} ratios, expected at least one of each).");
        }

        _cells = [.. sizes.Select(level => AnchorCell.Of(level, ratios))];
    }

    /// <summary>Sizes 32 to 512 with three ratios, one size a level: for the four levels of a pyramid and their pooled fifth.</summary>
    public static AnchorGenerator Pyramid { get; } = new([[32], [64], [128], [256], [512]], [0.5, 1, 2]);

    /// <summary>Sizes 32 to 512 with three ratios, all on one level.</summary>
    public static AnchorGenerator SingleLevel { get; } = new([[32, 64, 128, 256, 512]], [0.5, 1, 2]);

    /// <summary>Levels that it is made for.</summary>
    public int Levels => _cells.Length;

    /// <summary>Anchors at each cell of a level.</summary>
    public int PerCell(int level) => _cells[level].Length / BoxList.Sides;

    /// <summary>A level's anchors around (0, 0), four numbers each.</summary>
    public ReadOnlySpan<float> CellAnchors(int level) => _cells[level];

    /// <summary>All anchors of a level for one image size: [rows x columns x anchors of a cell, 4], x1 y1 x2 y2, float32; the caller owns it.</summary>
    /// <param name="level">Its index.</param>
    /// <param name="paddedHeight">Rows of the batch, pixels.</param>
    /// <param name="paddedWidth">Columns of the batch, pixels.</param>
    /// <param name="mapHeight">Rows of the level's map.</param>
    /// <param name="mapWidth">Columns of the level's map.</param>
    /// <exception cref="ArgumentOutOfRangeException">The map has more cells along a side than the image has pixels, or none.</exception>
    public Tensor Level(int level, int paddedHeight, int paddedWidth, int mapHeight, int mapWidth)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(mapHeight);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(mapWidth);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(mapHeight, paddedHeight);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(mapWidth, paddedWidth);
        var cell = _cells[level];
        var (strideY, strideX) = (paddedHeight / mapHeight, paddedWidth / mapWidth);
        var anchors = new float[mapHeight * mapWidth * cell.Length];
        var next = 0;
        for (var y = 0; y < mapHeight; y++)
        {
            for (var x = 0; x < mapWidth; x++)
            {
                for (var i = 0; i < cell.Length; i++)
                {
                    anchors[next++] = cell[i] + (i % 2 == 0 ? x * strideX : y * strideY);
                }
            }
        }

        return tensor(anchors, [anchors.Length / BoxList.Sides, BoxList.Sides]);
    }
}
