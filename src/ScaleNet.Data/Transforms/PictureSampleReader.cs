using ScaleNet.Data.Images;

namespace ScaleNet.Data.Transforms;

/// <summary>One worker's tool: decodes, cuts, scales, changes and normalises encoded pictures. One thread at a time.</summary>
/// <remarks>
/// Evaluating gives what <see cref="ImagePreparation"/> gives. In training a JPEG is decoded at 1/2, 1/4 or 1/8 of its size where the
/// crop still has the input's pixels then. Its memory is kept from one picture to the next. <b>Determinism:</b> the draws of a sample
/// depend on its own stream and its picture's size alone.
/// </remarks>
internal sealed class PictureSampleReader(Preprocessing preprocessing, Augmentation? augmentation)
{
    private const double FlipProbability = 0.5; // every second picture

    private readonly PixelTable _table = new(preprocessing);
    private readonly PictureDecoder _decoder = new();
    private readonly PartScaler _scaler = new();
    private readonly PixelBuffer _part = new();
    private readonly PixelBuffer _input = new();
    private readonly PictureChanges? _changes = augmentation is null ? null : new PictureChanges(augmentation);

    /// <summary>Writes one picture.</summary>
    /// <param name="encoded">The file's bytes.</param>
    /// <param name="where">What to call it in messages.</param>
    /// <param name="random">The sample's own stream; the only source of chance.</param>
    /// <param name="output">C,H,W; every value is written.</param>
    /// <exception cref="DatasetException">The bytes are no whole picture, or the network takes neither 1 nor 3 channels.</exception>
    public void Read(ReadOnlySpan<byte> encoded, string where, ref SampleRandom random, Span<float> output)
    {
        _decoder.Open(encoded, where);
        var (needed, shrink) = Plan(where, ref random);
        bool isMirrored = augmentation is { Flip: true } && random.NextDouble() < FlipProbability;
        _decoder.Decode(where, shrink, needed, _part);
        if (preprocessing.Channels == 1)
        {
            Luma.Replace(_part.Pixels);
        }

        _scaler.Scale(_part, _input);
        _changes?.Apply(_input, ref random);
        InputWriter.Write(_input, _table, isMirrored, output);
        if (augmentation is { Lighting: > 0 })
        {
            InputChanges.AddLight(output, preprocessing, augmentation.Lighting, ref random);
        }

        if (augmentation?.RandomErasing is { } erasing)
        {
            InputChanges.Erase(output, preprocessing.Shape, erasing, ref random);
        }
    }

    private (PixelRegion Needed, int Shrink) Plan(string where, ref SampleRandom random)
    {
        if (augmentation?.RandomResizedCrop is not { } crop)
        {
            var (horizontal, vertical) = AxisPlan.Center(_decoder.Width, _decoder.Height, preprocessing);
            return (_scaler.Plan(horizontal, vertical, where), Shrink: 1);
        }

        var place = CropPlan.Draw(crop, _decoder.Width, _decoder.Height, ref random);
        int shrink = Shrink(place);
        var needed = _scaler.Plan(
            AxisPlan.Stretch(place.Left, place.Width, shrink, preprocessing.Width),
            AxisPlan.Stretch(place.Top, place.Height, shrink, preprocessing.Height),
            where);
        return (needed, shrink);
    }

    private int Shrink(PixelRegion crop)
    {
        int shrink = 1;
        while (_decoder.CanShrink && shrink < PictureDecoder.MostShrink
            && crop.Width >= 2 * shrink * preprocessing.Width && crop.Height >= 2 * shrink * preprocessing.Height)
        {
            shrink *= 2;
        }

        return shrink;
    }
}
