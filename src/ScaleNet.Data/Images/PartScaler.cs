namespace ScaleNet.Data.Images;

/// <summary>Brings a part of a picture to another size: says which pixels are needed, then makes the wanted ones of them.</summary>
/// <remarks>Its memory is kept from one picture to the next. One thread at a time.</remarks>
internal sealed class PartScaler
{
    private const long MostBetween = 1 << 25; // weights, or pixels between the two passes; a crop of the largest square picture has 15 million

    private readonly PictureResizer _resizer = new();
    private readonly ResizeKernel _horizontal = new();
    private readonly ResizeKernel _vertical = new();

    /// <summary>Another part.</summary>
    /// <param name="horizontal">Its columns.</param>
    /// <param name="vertical">Its rows.</param>
    /// <param name="where">What to call the picture in messages.</param>
    /// <returns>The pixels of the picture that <see cref="Scale"/> needs.</returns>
    /// <exception cref="DatasetException">It is too long to be scaled.</exception>
    public PixelRegion Plan(AxisPlan horizontal, AxisPlan vertical, string where)
    {
        long needed = Math.Max(ResizeKernel.CountWeights(horizontal), ResizeKernel.CountWeights(vertical));
        if (needed <= MostBetween)
        {
            _horizontal.Set(horizontal);
            _vertical.Set(vertical);
            needed = (long)_horizontal.Count * (_vertical.SourceEnd - _vertical.SourceStart);
        }

        if (needed > MostBetween)
        {
            throw new DatasetException(
                $"{where}: a part of {horizontal.SourceLength} x {vertical.SourceLength} pixels is too long to be scaled "
                + $"(got {needed} values on the way, expected at most {MostBetween}). Scale it down first, or narrow the crop's proportions.");
        }

        return new PixelRegion(
            _horizontal.Offset + _horizontal.SourceStart,
            _vertical.Offset + _vertical.SourceStart,
            _horizontal.SourceEnd - _horizontal.SourceStart,
            _vertical.SourceEnd - _vertical.SourceStart);
    }

    /// <summary>The planned part at its new size.</summary>
    /// <param name="needed">The pixels of the region that was planned.</param>
    /// <param name="target">Takes the size of the plan.</param>
    public void Scale(PixelBuffer needed, PixelBuffer target) => _resizer.Resize(needed, _horizontal, _vertical, target);
}
