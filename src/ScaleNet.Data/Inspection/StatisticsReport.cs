namespace ScaleNet.Data.Inspection;

/// <summary>What one part of a data set consists of.</summary>
public sealed record StatisticsReport
{
    /// <summary>The part.</summary>
    public required string Name { get; init; }

    /// <summary>Pictures of the part.</summary>
    public required int Pictures { get; init; }

    /// <summary>Pictures that were decoded; all numbers but those of the classes are of them.</summary>
    public required int Measured { get; init; }

    /// <summary>Pictures that were to be decoded and could not be.</summary>
    public required int Damaged { get; init; }

    /// <summary>Every class, in the order of its label: of all pictures of the part.</summary>
    public required IReadOnlyList<ClassCount> Classes { get; init; }

    /// <summary>Pictures of the largest class for one of the smallest; null where a class has none.</summary>
    public required double? Imbalance { get; init; }

    /// <summary>Bytes of the picture files; of images in memory, of their pixels.</summary>
    public required long Bytes { get; init; }

    /// <summary>How many files there are of each format, by their content.</summary>
    public required IReadOnlyDictionary<string, long> Formats { get; init; }

    /// <summary>Columns, px; null if nothing was measured, as are the following.</summary>
    public Spread? Width { get; init; }

    /// <summary>Rows, px.</summary>
    public Spread? Height { get; init; }

    /// <summary>The shorter of the two, px.</summary>
    public Spread? ShorterSide { get; init; }

    /// <summary>The longer of the two, px.</summary>
    public Spread? LongerSide { get; init; }

    /// <summary>Columns divided by rows.</summary>
    public Spread? AspectRatio { get; init; }

    /// <summary>Mean of each channel over all pixels of all pictures at their own size, in [0,1].</summary>
    public IReadOnlyList<double> Mean { get; init; } = [];

    /// <summary>Standard deviation of each channel over the same pixels, in units of [0,1].</summary>
    public IReadOnlyList<double> StandardDeviation { get; init; } = [];
}
