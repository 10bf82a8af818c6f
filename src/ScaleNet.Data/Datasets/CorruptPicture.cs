using ScaleNet.Data.Loading;

namespace ScaleNet.Data.Datasets;

/// <summary>Names a picture only when something is wrong with it: a good one costs no text.</summary>
internal static class CorruptPicture
{
    /// <summary>What decoders are told to call a picture; their messages then begin with the colon that follows a name.</summary>
    public const string Unnamed = "";

    /// <summary>The error of a decoder with the picture's name.</summary>
    public static CorruptSampleException Of(IEncodedItems items, int index, DatasetException problem) =>
        new(items.Where(index) + problem.Message, problem);
}
