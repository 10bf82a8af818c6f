namespace ScaleNet.Data.Images.Jpeg;

/// <summary>Brightness, or one of the two colour differences, of a JPEG file.</summary>
internal sealed class ScanComponent
{
    /// <summary>Coefficients of a block.</summary>
    public const int BlockLength = 64;

    /// <summary>The number by which the file calls it.</summary>
    public byte Id { get; set; }

    /// <summary>Blocks of a unit from left to right.</summary>
    public int Across { get; set; }

    /// <summary>Blocks of a unit from top to bottom.</summary>
    public int Down { get; set; }

    /// <summary>Which table of steps it uses.</summary>
    public int StepTable { get; set; }

    /// <summary>The step of each coefficient, in the order of the file.</summary>
    public ushort[] Steps { get; } = new ushort[BlockLength];

    /// <summary>The code of the first coefficients.</summary>
    public HuffmanTable? Dc { get; set; }

    /// <summary>The code of the other coefficients.</summary>
    public HuffmanTable? Ac { get; set; }

    /// <summary>The first coefficient of the block before, without its step.</summary>
    public int Predictor { get; set; }
}
