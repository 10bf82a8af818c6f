using ScaleNet.Data.Datasets;
using ScaleNet.Data.Images;
using ScaleNet.Data.Transforms;

namespace ScaleNet.Data.Scenes;

/// <summary>Paints scenes of many garments with what is to be found on them. One a thread: the memory is kept.</summary>
/// <remarks>
/// Everything is drawn in one order from the random stream that it is given; <see cref="DetectionScenes"/> says what is drawn.
/// A garment goes only where enough remains seen of it and of all below it, so that nothing is on a scene which is a garment and is not to be found.
/// </remarks>
internal sealed class DetectionScenePainter
{
    private const int MostTries = 20; // places that a thing is tried at
    private const int BeyondEdge = 3; // a third of a side may lie outside
    private const int LeastGarment = 12; // px; below, people do not tell a shirt from a coat
    private const int LeastFragment = 4; // px
    private const int FragmentsPerSide = 4; // the largest piece's long side on the image's shorter one
    private const int LeastTint = 90; // of each channel, in 1/255 of the garment's brightness
    private const int BrightestGround = 200; // of each channel
    private static readonly CountRange CrowdMembers = new(6, 14);
    private static readonly CountRange CrowdSides = new(30, 50); // of the heap, in hundredths of the image's shorter side
    private const int Hundred = 100;
    private const int LargestMembers = 2; // along the heap's side
    private const int SmallestMembers = 4;

    private readonly ImageSet _garments;
    private readonly int[][] _byClass;
    private readonly DetectionSceneSettings _settings;
    private readonly ValueNoise _noise = new();
    private readonly GarmentCutter _cutter = new();
    private readonly SpriteScaler _scaler = new();
    private readonly List<(int Class, int Solid, bool IsCrowd)> _owners = [];
    private int[] _seen = [];
    private int[] _covered = [];

    /// <param name="garments">Grey images of one thing each on black.</param>
    /// <param name="settings">What is drawn.</param>
    public DetectionScenePainter(ImageSet garments, DetectionSceneSettings settings)
    {
        (_garments, _settings) = (garments, settings);
        _byClass = [.. Enumerable.Range(0, garments.ClassNames.Count).Select(_ => Array.Empty<int>())];
        foreach (var group in Enumerable.Range(0, garments.Count).GroupBy(garments.Label))
        {
            _byClass[group.Key] = [.. group];
        }
    }

    /// <summary>The last scene.</summary>
    public ColourCanvas Canvas { get; } = new();

    /// <summary>Paints a scene.</summary>
    /// <param name="random">Decides everything.</param>
    /// <returns>What is to be found, from the lowest to the topmost.</returns>
    public IReadOnlyList<SceneObject> Paint(SampleRandom random)
    {
        var (height, width) = (In(ref random, _settings.Height), In(ref random, _settings.Width));
        bool isEmpty = random.NextDouble() < _settings.EmptyShare;
        bool hasCrowd = random.NextDouble() < _settings.CrowdShare && !isEmpty;
        int objects = isEmpty ? 0 : In(ref random, _settings.Objects);
        int pieces = In(ref random, _settings.Clutter);
        FillGround(ref random, width, height);
        Forget(objects + 2);
        if (hasCrowd)
        {
            PaintCrowd(ref random); // first, below all: nothing keeps a member from its place
        }

        for (int left = objects + pieces; left > 0; left--)
        {
            if (random.NextInt32(left) < objects)
            {
                PaintGarment(ref random);
                objects--;
            }
            else
            {
                PaintPiece(ref random);
            }
        }

        var boxes = OwnerBoxes.Of(Canvas.Owners, width, _owners.Count);
        return [.. _owners.Zip(boxes).Skip(1).Where(pair => pair.Second.Area > 0).Select(pair =>
            new SceneObject(pair.First.Class, pair.Second.Box, pair.Second.Area, pair.First.Solid, pair.First.IsCrowd))];
    }

    private int ShorterSide => Math.Min(Canvas.Pixels.Width, Canvas.Pixels.Height);

    private void FillGround(ref SampleRandom random, int width, int height)
    {
        float persistence = SceneStyle.LeastPersistence
            + ((SceneStyle.MostPersistence - SceneStyle.LeastPersistence) * (float)random.NextDouble());
        var (from, to) = (DrawTint(ref random, 0, BrightestGround), DrawTint(ref random, 0, BrightestGround));
        Canvas.Begin(width, height, _noise.Draw(ref random, width, height, persistence), from, to);
    }

    private void Forget(int owners)
    {
        _owners.Clear();
        _owners.Add((0, 0, false)); // nobody
        if (_seen.Length < owners)
        {
            (_seen, _covered) = (new int[owners], new int[owners]);
        }

        _seen.AsSpan().Clear();
    }

    private void PaintGarment(ref SampleRandom random)
    {
        int index = random.NextInt32(_garments.Count);
        int least = Math.Max(LeastGarment, (int)(_settings.LeastSize * ShorterSide));
        int longSide = new SizeRange(least, Math.Max(least, (int)(_settings.MostSize * ShorterSide))).Draw(ref random);
        var (pixels, box) = _cutter.Cut(_garments.Image(index), _garments.Width);
        var sprite = _scaler.Scale(pixels, box, longSide);
        int solid = ColourCanvas.SolidPixels(sprite);
        var tint = DrawTint(ref random, LeastTint, byte.MaxValue);
        if (solid > 0 && FindPlace(ref random, sprite, solid) is var (left, top))
        {
            _owners.Add((_garments.Label(index), solid, false));
            Put(sprite, left, top, tint, (ushort)(_owners.Count - 1));
        }
    }

    private void PaintPiece(ref SampleRandom random)
    {
        int index = random.NextInt32(_garments.Count);
        var (pixels, box) = _cutter.Cut(_garments.Image(index), _garments.Width);
        var (left, width) = Piece(ref random, box.Left, box.Width);
        var (top, height) = Piece(ref random, box.Top, box.Height);
        int longSide = new SizeRange(LeastFragment, Math.Max(LeastFragment, ShorterSide / FragmentsPerSide)).Draw(ref random);
        var sprite = _scaler.Scale(pixels, new PixelRegion(left, top, width, height), longSide);
        var tint = DrawTint(ref random, LeastTint, byte.MaxValue);
        if (FindPlace(ref random, sprite, solid: 0) is var (x, y))
        {
            Put(sprite, x, y, tint, ColourCanvas.Nobody);
        }
    }

    private void PaintCrowd(ref SampleRandom random)
    {
        int kind = _garments.Label(random.NextInt32(_garments.Count));
        int side = Math.Max(1, ShorterSide * In(ref random, CrowdSides) / Hundred);
        int left = random.NextInt32(Canvas.Pixels.Width - side + 1);
        int top = random.NextInt32(Canvas.Pixels.Height - side + 1);
        _owners.Add((kind, 0, true));
        var owner = (ushort)(_owners.Count - 1);
        for (int member = In(ref random, CrowdMembers); member > 0; member--)
        {
            var (pixels, box) = _cutter.Cut(_garments.Image(_byClass[kind][random.NextInt32(_byClass[kind].Length)]), _garments.Width);
            int least = Math.Max(1, side / SmallestMembers);
            var sprite = _scaler.Scale(pixels, box, new SizeRange(least, Math.Max(least, side / LargestMembers)).Draw(ref random));
            int x = left + random.NextInt32(side - sprite.Width + 1);
            int y = top + random.NextInt32(side - sprite.Height + 1);
            Put(sprite, x, y, DrawTint(ref random, LeastTint, byte.MaxValue), owner);
        }

        _owners[owner] = (kind, _seen[owner], true);
    }

    /// <summary>A place where enough is seen of a thing, and of all below it.</summary>
    /// <param name="random">Decides.</param>
    /// <param name="sprite">The thing.</param>
    /// <param name="solid">Its own pixels, of which enough must be on the canvas; 0 for a thing that is not to be found.</param>
    private (int Left, int Top)? FindPlace(ref SampleRandom random, PixelBuffer sprite, int solid)
    {
        var covered = _covered.AsSpan(0, _owners.Count);
        for (int tries = 0; tries < MostTries; tries++)
        {
            int left = Place(ref random, sprite.Width, Canvas.Pixels.Width);
            int top = Place(ref random, sprite.Height, Canvas.Pixels.Height);
            covered.Clear();
            Canvas.CountCovered(sprite, left, top, covered);
            int onCanvas = 0;
            bool isGood = true;
            for (int owner = 0; owner < covered.Length; owner++)
            {
                onCanvas += covered[owner];
                isGood &= _seen[owner] - covered[owner] >= _settings.LeastVisible * _owners[owner].Solid || owner == ColourCanvas.Nobody;
            }

            if (isGood && onCanvas >= _settings.LeastVisible * solid)
            {
                return (left, top);
            }
        }

        return null;
    }

    private void Put(PixelBuffer sprite, int left, int top, Tint tint, ushort owner)
    {
        var covered = _covered.AsSpan(0, _owners.Count);
        covered.Clear();
        Canvas.CountCovered(sprite, left, top, covered);
        for (int below = 0; below < covered.Length; below++)
        {
            _seen[below] -= covered[below];
            _seen[owner] += covered[below];
        }

        Canvas.Draw(sprite, left, top, tint, owner);
    }

    private static (int Start, int Length) Piece(ref SampleRandom random, int start, int length)
    {
        float share = SceneStyle.LeastPiece + ((SceneStyle.MostPiece - SceneStyle.LeastPiece) * (float)random.NextDouble());
        int piece = Math.Max(1, (int)(length * share));
        return (start + random.NextInt32(length - piece + 1), piece);
    }

    private static int Place(ref SampleRandom random, int length, int side)
    {
        int beyond = length / BeyondEdge;
        return random.NextInt32(side - length + (2 * beyond) + 1) - beyond;
    }

    private static Tint DrawTint(ref SampleRandom random, int least, int most) => new(
        Level(ref random, least, most), Level(ref random, least, most), Level(ref random, least, most));

    private static byte Level(ref SampleRandom random, int least, int most) => (byte)(least + random.NextInt32(most - least + 1));

    private static int In(ref SampleRandom random, CountRange range) => range.Least + random.NextInt32(range.Most - range.Least + 1);
}
