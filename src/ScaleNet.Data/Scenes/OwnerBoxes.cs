using ScaleNet.Data.Images;

namespace ScaleNet.Data.Scenes;

/// <summary>Where the pixels of each owner lie.</summary>
internal static class OwnerBoxes
{
    /// <summary>The smallest rectangle of each owner's pixels and their number; none of those that own nothing.</summary>
    /// <param name="owners">Row by row.</param>
    /// <param name="width">Columns, px.</param>
    /// <param name="count">Owners are below it.</param>
    public static (PixelRegion Box, int Area)[] Of(ReadOnlySpan<ushort> owners, int width, int count)
    {
        var edges = new (int Left, int Top, int Right, int Bottom, int Area)[count];
        edges.AsSpan().Fill((width, int.MaxValue, 0, 0, 0));
        for (int first = 0; first < owners.Length; first += width)
        {
            var row = owners.Slice(first, width);
            int y = first / width;
            for (int x = 0; x < row.Length; x++)
            {
                ref var edge = ref edges[row[x]];
                edge.Left = Math.Min(edge.Left, x);
                edge.Right = Math.Max(edge.Right, x + 1);
                edge.Top = Math.Min(edge.Top, y);
                edge.Bottom = y + 1;
                edge.Area++;
            }
        }

        return Array.ConvertAll(edges, edge => edge.Area == 0
            ? default
            : (new PixelRegion(edge.Left, edge.Top, edge.Right - edge.Left, edge.Bottom - edge.Top), edge.Area));
    }
}
