using ScaleNet.Data.Datasets;
using ScaleNet.Data.Images;
using ScaleNet.Data.Loading;

namespace ScaleNet.Data.Detection;

/// <summary>Decodes images for one thread, as stored: the camera's orientation does not count, which the boxes do not follow either.</summary>
/// <remarks>The memory is kept from one to the next.</remarks>
internal sealed class DetectionReader(CocoDataset set) : IDisposable
{
    private readonly FileReader _files = new(set.FileOf);
    private readonly PictureDecoder _decoder = new();
    private readonly PixelBuffer _pixels = new();

    /// <summary>Decodes one image.</summary>
    /// <returns>Its pixels, valid until the next call.</returns>
    /// <exception cref="CorruptSampleException">It is no whole picture.</exception>
    /// <exception cref="DatasetException">It is not of the size that the annotations tell.</exception>
    public PixelBuffer Read(int index)
    {
        var file = _files.Read(index);
        try
        {
            _decoder.Open(file, CorruptPicture.Unnamed);
        }
        catch (DatasetException problem)
        {
            throw Corrupt(index, problem);
        }

        var size = set.Size(index);
        if ((size.Width, size.Height) != (_decoder.Width, _decoder.Height))
        {
            throw new DatasetException(FormattableString.Invariant(
                $"{set.FileOf(index)}: not of the size that {set.GroundTruth.Name} tells of image {set.ImageId(index)} (got {_decoder.Width} x {_decoder.Height}, expected {size.Width} x {size.Height}): its boxes are of another picture. Correct the annotations, or restore the file."));
        }

        try
        {
            _decoder.Decode(CorruptPicture.Unnamed, shrink: 1, PixelRegion.Whole(size.Width, size.Height), _pixels);
            return _pixels;
        }
        catch (DatasetException problem)
        {
            throw Corrupt(index, problem);
        }
    }

    public void Dispose() => _files.Dispose();

    private CorruptSampleException Corrupt(int index, DatasetException problem) => new(set.FileOf(index) + problem.Message, problem);
}
