using ScaleNet.Data.Datasets;
using ScaleNet.Data.Images;
using ScaleNet.Data.Transforms;

namespace ScaleNet.Data.Scenes;

/// <summary>Paints scenes of one garment each, amid pieces of others on a texture. One a thread: the memory is kept.</summary>
/// <remarks>
/// Everything is drawn in one order from the random stream that it is given; <see cref="MultiScaleFashion"/> says what is drawn.
/// </remarks>
internal sealed class GarmentScenePainter
{
    private readonly ImageSet _garments;
    private readonly int _side;
    private readonly SizeRange _sizes;
    private readonly ValueNoise _noise = new();
    private readonly GarmentCutter _cutter = new();
    private readonly SpriteScaler _scaler = new();
    private readonly ScenePlacement[] _fragments = new ScenePlacement[SceneStyle.MostFragments];

    /// <param name="garments">Grey images of one thing each on black.</param>
    /// <param name="side">Of the canvas, px.</param>
    public GarmentScenePainter(ImageSet garments, int side)
    {
        (_garments, _side) = (garments, side);
        _sizes = SceneStyle.GarmentSizes(side);
    }

    /// <summary>Paints the scene of one garment.</summary>
    /// <param name="index">Which garment.</param>
    /// <param name="random">Decides everything else.</param>
    /// <param name="pixels">The whole canvas, row by row.</param>
    public GarmentScene Paint(int index, SampleRandom random, Span<byte> pixels)
    {
        var canvas = new Canvas(pixels, _side);
        FillGround(canvas, ref random);
        int longSide = _sizes.Draw(ref random);
        int count = _garments.Count > 1 ? Between(ref random, SceneStyle.LeastFragments, SceneStyle.MostFragments) : 0;
        var fragmentSizes = SceneStyle.FragmentSizes(_side, longSide);
        for (int i = 0; i < count; i++)
        {
            _fragments[i] = DrawFragment(canvas, index, fragmentSizes, ref random);
        }

        var garment = _cutter.Cut(_garments.Image(index), _garments.Width);
        var placement = Draw(canvas, index, garment.Pixels, garment.Box, longSide, ref random);
        return new GarmentScene(placement, _fragments.AsSpan(0, count));
    }

    private void FillGround(Canvas canvas, ref SampleRandom random)
    {
        float persistence = Between(ref random, SceneStyle.LeastPersistence, SceneStyle.MostPersistence);
        float mean = Between(ref random, SceneStyle.DarkestGround, SceneStyle.BrightestGround);
        float contrast = Between(ref random, SceneStyle.LeastContrast, SceneStyle.MostContrast);
        var texture = _noise.Draw(ref random, canvas.Width, canvas.Height, persistence);
        canvas.Fill(texture, Math.Max(0, mean - (contrast / 2)), Math.Min(byte.MaxValue, mean + (contrast / 2)));
    }

    private ScenePlacement DrawFragment(Canvas canvas, int garment, SizeRange sizes, ref SampleRandom random)
    {
        int other = random.NextInt32(_garments.Count - 1);
        other += other >= garment ? 1 : 0;
        var (pixels, box) = _cutter.Cut(_garments.Image(other), _garments.Width);
        var (left, width) = Piece(ref random, box.Left, box.Width);
        var (top, height) = Piece(ref random, box.Top, box.Height);
        return Draw(canvas, other, pixels, new PixelRegion(left, top, width, height), sizes.Draw(ref random), ref random);
    }

    private static (int Start, int Length) Piece(ref SampleRandom random, int start, int length)
    {
        float share = Between(ref random, SceneStyle.LeastPiece, SceneStyle.MostPiece);
        int piece = Math.Max(1, (int)(length * share));
        return (start + random.NextInt32(length - piece + 1), piece);
    }

    private ScenePlacement Draw(Canvas canvas, int source, PixelBuffer pixels, PixelRegion part, int longSide, ref SampleRandom random)
    {
        var sprite = _scaler.Scale(pixels, part, longSide);
        int left = random.NextInt32(canvas.Width - sprite.Width + 1);
        int top = random.NextInt32(canvas.Height - sprite.Height + 1);
        canvas.Draw(sprite, left, top, (byte)Between(ref random, SceneStyle.LeastGain, byte.MaxValue));
        return new ScenePlacement(source, new PixelRegion(left, top, sprite.Width, sprite.Height));
    }

    private static int Between(ref SampleRandom random, int least, int most) => least + random.NextInt32(most - least + 1);

    private static float Between(ref SampleRandom random, float least, float most) => least + ((most - least) * (float)random.NextDouble());
}
