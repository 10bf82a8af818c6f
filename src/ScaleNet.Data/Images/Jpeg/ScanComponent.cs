namespace ScaleNet.Data.Images.Jpeg;

/// <summary>Brightness, or one of the two colour differences, of a JPEG file.</summary>
internal sealed class ScanComponent
{
    /// <summary>Coefficients of a block.</summary>
    public const int BlockLength = 64;

    /// <summary>Where in an element of <see cref="Places"/> the place begins.</summary>
    public const int PlaceShift = 8;

    private readonly uint[] _places = new uint[BlockLength];

    /// <summary>The number by which the file calls it.</summary>
    public byte Id { get; set; }

    /// <summary>Blocks of a unit from left to right.</summary>
    public int Across { get; set; }

    /// <summary>Blocks of a unit from top to bottom.</summary>
    public int Down { get; set; }

    /// <summary>Which table of steps it uses.</summary>
    public int StepTable { get; set; }

    /// <summary>Of each coefficient in the order of the file, its step, and from <see cref="PlaceShift"/> on its place row by row.</summary>
    public ReadOnlySpan<uint> Places => _places;

    /// <summary>The code of the first coefficients.</summary>
    public HuffmanTable? Dc { get; set; }

    /// <summary>The code of the other coefficients.</summary>
    public HuffmanTable? Ac { get; set; }

    /// <summary>The first coefficient of the block before, without its step.</summary>
    public int Predictor { get; set; }

    // T.81, figure A.6.
    private static ReadOnlySpan<byte> ZigZag =>
    [
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
        35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
    ];

    /// <summary>Sets the steps.</summary>
    /// <param name="steps">One for each coefficient, in the order of the file.</param>
    public void SetSteps(ReadOnlySpan<byte> steps)
    {
        for (int i = 0; i < _places.Length; i++)
        {
            _places[i] = steps[i] | ((uint)ZigZag[i] << PlaceShift);
        }
    }
}
