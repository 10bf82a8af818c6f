using ScaleNet.Data.Datasets;
using ScaleNet.Data.Images;
using ScaleNet.Data.Transforms;

namespace ScaleNet.Data.Loading;

/// <summary>Picture files, with what is done to each.</summary>
internal sealed class EncodedSamples(IEncodedItems items, Preprocessing preprocessing, Augmentation? augmentation) : ISampleSource
{
    public string Name => items.Name;

    public int Count => items.Count;

    public ImageShape Shape => preprocessing.Shape;

    public IReadOnlyList<int> GroupSizes => items.GroupSizes;

    public int Label(int index) => items.Label(index);

    public string Where(int index) => items.Where(index);

    public ISampleReader OpenReader() => new Reader(items, new PictureSampleReader(preprocessing, augmentation));

    private sealed class Reader(IEncodedItems items, PictureSampleReader pictures) : ISampleReader
    {
        private readonly IEncodedReader _files = items.OpenReader();

        public void Read(int index, ref SampleRandom random, Span<float> output)
        {
            var file = _files.Read(index);
            try
            {
                pictures.Read(file, CorruptPicture.Unnamed, ref random, output);
            }
            catch (DatasetException problem)
            {
                throw CorruptPicture.Of(items, index, problem);
            }
        }

        public void Dispose()
        {
            _files.Dispose();
        }
    }
}
