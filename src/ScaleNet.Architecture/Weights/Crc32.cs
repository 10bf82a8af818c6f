namespace ScaleNet.Architecture.Weights;

/// <summary>The checksum of zip archives (polynomial 0x04C11DB7, reflected), eight bytes a step.</summary>
internal static class Crc32
{
    private const uint ReflectedPolynomial = 0xEDB88320;
    private const int Lanes = 8;
    private const int ByteValues = 256;

    // Row k: the effect of a byte that k more bytes follow.
    private static readonly uint[] Table = BuildTable();

    /// <summary>The checksum of the bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        var table = Table.AsSpan();
        while (bytes.Length >= Lanes)
        {
            var low = crc ^ (bytes[0] | (uint)bytes[1] << 8 | (uint)bytes[2] << 16 | (uint)bytes[3] << 24);
            crc = table[(7 * ByteValues) + (byte)low] ^ table[(6 * ByteValues) + (byte)(low >> 8)]
                ^ table[(5 * ByteValues) + (byte)(low >> 16)] ^ table[(4 * ByteValues) + (int)(low >> 24)]
                ^ table[(3 * ByteValues) + bytes[4]] ^ table[(2 * ByteValues) + bytes[5]]
                ^ table[ByteValues + bytes[6]] ^ table[bytes[7]];
            bytes = bytes[Lanes..];
        }

        foreach (var value in bytes)
        {
            crc = crc >> 8 ^ table[(byte)(crc ^ value)];
        }

        return ~crc;
    }

    private static uint[] BuildTable()
    {
        var table = new uint[Lanes * ByteValues];
        for (var i = 0u; i < ByteValues; i++)
        {
            var crc = i;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ ReflectedPolynomial;
            }

            table[i] = crc;
        }

        for (var i = ByteValues; i < table.Length; i++)
        {
            var previous = table[i - ByteValues];
            table[i] = previous >> 8 ^ table[(byte)previous];
        }

        return table;
    }
}
