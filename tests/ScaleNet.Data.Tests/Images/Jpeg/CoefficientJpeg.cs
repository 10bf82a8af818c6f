using ScaleNet.Data.Transforms;

namespace ScaleNet.Data.Tests.Images.Jpeg;

/// <summary>Writes sequential JPEG files of random coefficients: kinds that no encoder at hand writes.</summary>
internal sealed record CoefficientJpeg
{
    private static readonly byte[] LengthsOfStandard = [0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 125]; // T.81, table K.5
    private static readonly byte[] DifferenceLengths = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0]; // T.81, table K.3

    private readonly List<byte> _bytes = [];
    private readonly (int Code, int Length)[] _dc = new (int, int)[256];
    private readonly (int Code, int Length)[] _ac = new (int, int)[256];
    private uint _pending;
    private int _pendingBits;

    public int Width { get; init; } = 16;

    public int Height { get; init; } = 16;

    /// <summary>1 or 3.</summary>
    public int Components { get; init; } = 3;

    public int Across { get; init; } = 1;

    public int Down { get; init; } = 1;

    public int Interval { get; init; }

    public byte Step { get; init; } = 4;

    /// <summary>Bits of a coefficient.</summary>
    public int LargestSize { get; init; } = 5;

    /// <summary>Of 64 coefficients, about how many are there.</summary>
    public int Density { get; init; } = 8;

    public int Seed { get; init; }

    public byte[] Write()
    {
        var random = SampleRandom.ForBatch(Seed, batch: 7);
        Mark(0xD8, null);
        Mark(0xDB, [0, .. Enumerable.Range(0, 64).Select(i => (byte)Math.Min(255, Step + (i / 3)))]);
        byte[] frame = [8, (byte)(Height >> 8), (byte)Height, (byte)(Width >> 8), (byte)Width, (byte)Components, 1, (byte)((Across << 4) | Down), 0];
        Mark(0xC0, Components == 1 ? frame : [.. frame, 2, 0x11, 0, 3, 0x11, 0]);
        var symbols = Symbols(ref random);
        Mark(0xC4, [0, .. DifferenceLengths, .. Enumerable.Range(0, 12).Select(i => (byte)i)]);
        Mark(0xC4, [0x10, .. LengthsOfStandard, .. symbols]);
        Codes(DifferenceLengths, [.. Enumerable.Range(0, 12).Select(i => (byte)i)], _dc);
        Codes(LengthsOfStandard, symbols, _ac);
        if (Interval > 0)
        {
            Mark(0xDD, [(byte)(Interval >> 8), (byte)Interval]);
        }

        Mark(0xDA, Components == 1 ? [1, 1, 0, 0, 63, 0] : [3, 1, 0, 2, 0, 3, 0, 0, 63, 0]);
        WriteUnits(ref random);
        Mark(0xD9, null);
        return [.. _bytes];
    }

    // All that a value can follow, the end of a block and the long run, in random order: any may have a code of 16 bits.
    private static byte[] Symbols(ref SampleRandom random)
    {
        List<byte> all = [0x00, 0xF0];
        for (int run = 0; run < 16; run++)
        {
            for (int size = 1; size <= 10; size++)
            {
                all.Add((byte)((run << 4) | size));
            }
        }

        for (int i = all.Count - 1; i > 0; i--)
        {
            int other = random.NextInt32(i + 1);
            (all[i], all[other]) = (all[other], all[i]);
        }

        return [.. all];
    }

    private static void Codes(byte[] lengths, byte[] symbols, (int Code, int Length)[] codes)
    {
        int code = 0;
        int place = 0;
        for (int length = 1; length <= 16; length++)
        {
            for (int i = 0; i < lengths[length - 1]; i++)
            {
                codes[symbols[place++]] = (code++, length);
            }

            code <<= 1;
        }
    }

    private void WriteUnits(ref SampleRandom random)
    {
        int across = Components == 1 ? 1 : Across;
        int down = Components == 1 ? 1 : Down;
        int units = (Width + (8 * across) - 1) / (8 * across) * ((Height + (8 * down) - 1) / (8 * down));
        var levels = new int[3];
        for (int unit = 0; unit < units; unit++)
        {
            if (Interval > 0 && unit > 0 && unit % Interval == 0)
            {
                Flush();
                _bytes.AddRange([0xFF, (byte)(0xD0 + (((unit / Interval) - 1) % 8))]);
                Array.Clear(levels);
            }

            for (int component = 0; component < Components; component++)
            {
                for (int block = 0; block < (component == 0 ? across * down : 1); block++)
                {
                    WriteBlock(ref levels[component], ref random);
                }
            }
        }

        Flush();
    }

    private void WriteBlock(ref int level, ref SampleRandom random)
    {
        int next = random.NextInt32(2001) - 1000;
        next = Math.Clamp(next * 8 / (8 + Step), -1000, 1000);
        Put(_dc[Size(next - level)]);
        PutValue(next - level);
        level = next;
        int run = 0;
        for (int index = 1; index < 64; index++)
        {
            int value = random.NextInt32(64) < Density ? random.NextInt32(2 << LargestSize) - (1 << LargestSize) : 0;
            if (value == 0 || Size(value) > 10)
            {
                run++;
                continue;
            }

            for (; run >= 16; run -= 16)
            {
                Put(_ac[0xF0]);
            }

            Put(_ac[(run << 4) | Size(value)]);
            PutValue(value);
            run = 0;
        }

        if (run > 0)
        {
            Put(_ac[0]);
        }
    }

    private static int Size(int value) => value == 0 ? 0 : 1 + int.Log2(Math.Abs(value));

    private void PutValue(int value) => Put((value < 0 ? value - 1 + (1 << Size(value)) : value, Size(value)));

    private void Put((int Code, int Length) bits)
    {
        for (int bit = bits.Length - 1; bit >= 0; bit--)
        {
            _pending = (_pending << 1) | (uint)((bits.Code >> bit) & 1);
            if (++_pendingBits == 8)
            {
                _bytes.Add((byte)_pending);
                if ((byte)_pending == 0xFF)
                {
                    _bytes.Add(0);
                }

                (_pending, _pendingBits) = (0, 0);
            }
        }
    }

    private void Flush()
    {
        while (_pendingBits > 0)
        {
            Put((1, 1));
        }
    }

    private void Mark(byte kind, byte[]? segment)
    {
        _bytes.AddRange([0xFF, kind]);
        if (segment is not null)
        {
            int length = segment.Length + 2;
            _bytes.AddRange([(byte)(length >> 8), (byte)length, .. segment]);
        }
    }
}
