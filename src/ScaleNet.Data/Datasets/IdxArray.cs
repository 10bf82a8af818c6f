namespace ScaleNet.Data.Datasets;

/// <summary>The content of an IDX file of unsigned bytes.</summary>
/// <param name="Where">The file, for messages.</param>
/// <param name="Dimensions">Sizes, slowest first.</param>
/// <param name="Values">All values; exactly the product of the dimensions.</param>
internal sealed record IdxArray(string Where, int[] Dimensions, byte[] Values);
