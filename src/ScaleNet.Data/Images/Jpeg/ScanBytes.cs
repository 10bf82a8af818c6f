namespace ScaleNet.Data.Images.Jpeg;

/// <summary>The coded pixels of a JPEG file without what guards them: stuffed zeros and restart marks (ITU-T T.81, B.1.1.5).</summary>
/// <remarks>The memory is kept from one file to the next.</remarks>
internal sealed class ScanBytes
{
    /// <summary>Zeros behind the last byte: a reader may run as far beyond its end, as one block can be long, before that is noticed.</summary>
    public const int Slack = 512;

    private const byte Mark = 0xFF;
    private const byte FirstRestart = 0xD0;
    private const int Restarts = 8;

    private byte[] _bytes = [];
    private int[] _ends = new int[64];

    /// <summary>Stretches between restart marks.</summary>
    public int Count { get; private set; }

    /// <summary>All stretches one after another, and the slack.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Where a stretch ends and the next begins.</summary>
    public int End(int index) => _ends[index];

    /// <summary>Takes the pixels that begin here, up to a mark that is no restart or not the next one in turn.</summary>
    public void Read(ReadOnlySpan<byte> file)
    {
        Count = 0;
        if (_bytes.Length < file.Length + Slack)
        {
            _bytes = GC.AllocateUninitializedArray<byte>(file.Length + Slack);
        }

        int length = 0;
        while (true)
        {
            int plain = file.IndexOf(Mark);
            plain = plain < 0 ? file.Length : plain;
            file[..plain].CopyTo(_bytes.AsSpan(length));
            length += plain;
            byte kind = plain + 1 < file.Length ? file[plain + 1] : Mark;
            if (kind == 0)
            {
                _bytes[length] = Mark;
                length++;
            }
            else
            {
                AddEnd(length);
                if (kind != FirstRestart + ((Count - 1) % Restarts))
                {
                    break;
                }
            }

            file = file[(plain + 2)..];
        }

        _bytes.AsSpan(length, Slack).Clear();
    }

    private void AddEnd(int end)
    {
        if (Count == _ends.Length)
        {
            Array.Resize(ref _ends, 2 * Count);
        }

        _ends[Count] = end;
        Count++;
    }
}
