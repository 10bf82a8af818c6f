namespace ScaleNet.Cli.Prediction;

/// <summary>How predictions are written.</summary>
internal enum PredictionFormat
{
    /// <summary>A line a picture, for people.</summary>
    Text,

    /// <summary>One JSON document.</summary>
    Json,

    /// <summary>A table with a row for each picture and class.</summary>
    Csv,
}
