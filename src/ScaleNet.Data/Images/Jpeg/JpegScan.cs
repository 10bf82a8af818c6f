using System.Buffers.Binary;

namespace ScaleNet.Data.Images.Jpeg;

/// <summary>The head of a plain JPEG file: sequential, Huffman codes, 8 bits, brightness alone or with two colour differences, one scan.</summary>
/// <remarks>Source: ITU-T T.81, annex B; JFIF 1.02; Adobe's mark as in ITU-T T.872, 6.5.3. Anything else is not taken.</remarks>
internal sealed class JpegScan
{
    private const int MostSide = 65_500; // px; what the library behind takes
    private const int Tables = 4;
    private const byte Mark = 0xFF;
    private const byte Adobe = 0xEE;
    private const byte Jfif = 0xE0;
    private const byte FirstApplication = 0xE0;
    private const byte LastApplication = 0xEF;
    private const byte Comment = 0xFE;
    private const byte Baseline = 0xC0;
    private const byte Extended = 0xC1;
    private const byte HuffmanTables = 0xC4;
    private const byte StepTables = 0xDB;
    private const byte RestartInterval = 0xDD;
    private const byte StartOfScan = 0xDA;

    private readonly HuffmanTable[] _dc = [new(), new(), new(), new()];
    private readonly HuffmanTable[] _ac = [new(), new(), new(), new()];
    private readonly byte[][] _steps = new byte[Tables][];
    private readonly ScanComponent[] _components = [new(), new(), new()];
    private int _setDc;
    private int _setAc;
    private int _setSteps;
    private bool _isJfif;
    private byte? _adobe;

    /// <summary>A head to be read.</summary>
    public JpegScan()
    {
        for (int i = 0; i < Tables; i++)
        {
            _steps[i] = new byte[ScanComponent.BlockLength];
        }
    }

    /// <summary>Columns, px.</summary>
    public int Width { get; private set; }

    /// <summary>Rows, px.</summary>
    public int Height { get; private set; }

    /// <summary>1 or 3.</summary>
    public int ComponentCount { get; private set; }

    /// <summary>Units between restarts; 0 where there are none.</summary>
    public int Interval { get; private set; }

    /// <summary>Where in the file the coded pixels begin.</summary>
    public int DataStart { get; private set; }

    /// <summary>Brightness first.</summary>
    public ReadOnlySpan<ScanComponent> Components => _components.AsSpan(0, ComponentCount);

    /// <summary>Reads the head.</summary>
    /// <returns>Whether the file is of the plain kind.</returns>
    public bool TryRead(ReadOnlySpan<byte> file)
    {
        (_setDc, _setAc, _setSteps, _isJfif, _adobe, ComponentCount, Interval) = (0, 0, 0, false, null, 0, 0);
        int place = 2; // behind the mark of the start, which the caller has seen
        while (file.Length - place >= 4 && file[place] == Mark)
        {
            byte kind = file[place + 1];
            if (kind == Mark)
            {
                place++; // filling between segments
                continue;
            }

            int length = BinaryPrimitives.ReadUInt16BigEndian(file[(place + 2)..]);
            if (length < 2 || length > file.Length - place - 2)
            {
                return false;
            }

            var segment = file.Slice(place + 4, length - 2);
            place += 2 + length;
            if (kind == StartOfScan)
            {
                DataStart = place;
                return ReadScan(segment);
            }

            if (!ReadSegment(kind, segment))
            {
                return false;
            }
        }

        return false;
    }

    private bool ReadSegment(byte kind, ReadOnlySpan<byte> segment)
    {
        const int adobeLength = 12;
        const int jfifLength = 14;
        switch (kind)
        {
            case Baseline or Extended:
                return ComponentCount == 0 && ReadFrame(segment);
            case HuffmanTables:
                return ReadCodes(segment);
            case StepTables:
                return ReadSteps(segment);
            case RestartInterval:
                Interval = segment.Length == 2 ? BinaryPrimitives.ReadUInt16BigEndian(segment) : 0;
                return segment.Length == 2;
            case Adobe when segment.Length >= adobeLength && segment.StartsWith("Adobe"u8):
                _adobe = segment[adobeLength - 1];
                return true;
            case Jfif when segment.Length >= jfifLength && segment.StartsWith("JFIF\0"u8):
                _isJfif = true;
                return true;
            default:
                return kind is (>= FirstApplication and <= LastApplication) or Comment;
        }
    }

    private bool ReadFrame(ReadOnlySpan<byte> segment)
    {
        const int head = 6;
        const int perComponent = 3;
        if (segment.Length < head || segment[0] != 8 || segment[5] is not (1 or 3) || segment.Length != head + (perComponent * segment[5]))
        {
            return false;
        }

        Height = BinaryPrimitives.ReadUInt16BigEndian(segment[1..]);
        Width = BinaryPrimitives.ReadUInt16BigEndian(segment[3..]);
        ComponentCount = segment[5];
        for (int i = 0; i < ComponentCount; i++)
        {
            var entry = segment.Slice(head + (perComponent * i), perComponent);
            var component = _components[i];
            component.Id = entry[0];
            component.Across = entry[1] >> 4;
            component.Down = entry[1] & 0xF;
            component.StepTable = entry[2];
        }

        return Width is > 0 and <= MostSide && Height is > 0 and <= MostSide && HasKnownLayout();
    }

    // Of one component alone, every unit is one block, whatever is said of it (T.81, A.2.2).
    private bool HasKnownLayout()
    {
        var (luma, blue, red) = (_components[0], _components[1], _components[2]);
        if (ComponentCount == 1)
        {
            bool isKnown = luma is { Across: >= 1 and <= 4, Down: >= 1 and <= 4 };
            (luma.Across, luma.Down) = (1, 1);
            return isKnown;
        }

        return luma is { Across: 1 or 2, Down: 1 or 2 } && blue is { Across: 1, Down: 1 } && red is { Across: 1, Down: 1 }
            && luma.Id != blue.Id && luma.Id != red.Id && blue.Id != red.Id;
    }

    private bool ReadCodes(ReadOnlySpan<byte> segment)
    {
        while (segment.Length > 0)
        {
            int number = segment[0] & 0xF;
            int kind = segment[0] >> 4;
            if (number >= Tables || kind > 1 || !(kind == 0 ? _dc : _ac)[number].TrySet(segment[1..], out int length))
            {
                return false;
            }

            _ = kind == 0 ? _setDc |= 1 << number : _setAc |= 1 << number;
            segment = segment[(1 + length)..];
        }

        return true;
    }

    private bool ReadSteps(ReadOnlySpan<byte> segment)
    {
        while (segment.Length > 0)
        {
            // The upper half: whether steps have 16 bits; only files worse than any in use need that.
            if (segment[0] >= Tables || segment.Length < 1 + ScanComponent.BlockLength)
            {
                return false;
            }

            segment.Slice(1, ScanComponent.BlockLength).CopyTo(_steps[segment[0]]);
            _setSteps |= 1 << segment[0];
            segment = segment[(1 + ScanComponent.BlockLength)..];
        }

        return true;
    }

    private bool ReadScan(ReadOnlySpan<byte> segment)
    {
        const int mostDifference = 15; // bits
        if (ComponentCount == 0 || segment.Length != 4 + (2 * ComponentCount) || segment[0] != ComponentCount || !IsBrightnessFirst())
        {
            return false;
        }

        for (int i = 0; i < ComponentCount; i++)
        {
            var component = _components[i];
            int dc = segment[2 + (2 * i)] >> 4;
            int ac = segment[2 + (2 * i)] & 0xF;
            if (segment[1 + (2 * i)] != component.Id || !IsSet(_setDc, dc) || !IsSet(_setAc, ac) || !IsSet(_setSteps, component.StepTable)
                || _dc[dc].LargestSymbol > mostDifference)
            {
                return false;
            }

            (component.Dc, component.Ac, component.Predictor) = (_dc[dc], _ac[ac], 0);
            component.SetSteps(_steps[component.StepTable]);
        }

        // All coefficients at once, and all of their bits.
        return segment[^3..].SequenceEqual((ReadOnlySpan<byte>)[0, ScanComponent.BlockLength - 1, 0]);
    }

    private static bool IsSet(int set, int number) => number < Tables && (set & (1 << number)) != 0;

    // Without a note, the numbers 1, 2, 3 mean brightness and differences; others may mean red, green, blue.
    private bool IsBrightnessFirst()
    {
        if (ComponentCount == 1)
        {
            return true;
        }

        bool isNumbered = (_components[0].Id, _components[1].Id, _components[2].Id) is (1, 2, 3);
        return _adobe is { } transform ? transform == 1 : _isJfif || isNumbered;
    }
}
