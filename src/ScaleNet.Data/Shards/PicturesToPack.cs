using ScaleNet.Data.Datasets;
using ScaleNet.Data.Inspection;
using ScaleNet.Data.Loading;

namespace ScaleNet.Data.Shards;

/// <summary>Pictures in the order in which they are packed, prepared a stretch at a time on several threads.</summary>
/// <remarks>Memory: the files of one stretch.</remarks>
/// <param name="items">The pictures.</param>
/// <param name="order">Their order.</param>
/// <param name="plan">How.</param>
/// <param name="onProblem">Is told of pictures that were to be scaled, cannot be decoded, and stay as they are.</param>
/// <param name="stop">Gives up between pictures.</param>
internal sealed class PicturesToPack(IEncodedItems items, int[] order, PackPlan plan, Action<string>? onProblem, CancellationToken stop)
{
    private const int StretchOfWorker = 64; // enough that the threads seldom wait for the slowest

    private byte[][] _files = [];
    private int _first;

    /// <summary>How many there are.</summary>
    public int Count => order.Length;

    /// <summary>The picture of a place in the order; places go up.</summary>
    /// <exception cref="DatasetException">It cannot be read.</exception>
    public byte[] this[int place]
    {
        get
        {
            if (place < _first || place >= _first + _files.Length)
            {
                Prepare(place);
            }

            return _files[place - _first];
        }
    }

    /// <summary>The class of the picture of a place.</summary>
    public int Label(int place) => items.Label(order[place]);

    private void Prepare(int first)
    {
        _first = first;
        _files = new byte[Math.Min(StretchOfWorker * plan.Workers, order.Length - first)][];
        var problems = new SortedDictionary<int, string>();
        _ = new ItemVisits<Packer>(
            _files.Length, () => new Packer(items, plan, problems), (packer, i) => _files[i] = packer.Prepare(i, order[first + i]))
            .Run(new InspectionPlan { Workers = plan.Workers, Stop = stop });
        foreach (string problem in problems.Values)
        {
            onProblem?.Invoke(problem);
        }
    }

    private sealed class Packer(IEncodedItems items, PackPlan plan, SortedDictionary<int, string> problems) : IDisposable
    {
        private readonly IEncodedReader _reader = items.OpenReader();
        private readonly PictureShrinker? _shrinker = plan.ShortSide is { } side ? new PictureShrinker(side, plan.Quality) : null;

        public byte[] Prepare(int place, int index)
        {
            try
            {
                var file = _reader.Read(index);
                return Shrink(file, place, index) ?? file.ToArray();
            }
            catch (CorruptSampleException problem)
            {
                throw new DatasetException(problem.Message, problem);
            }
        }

        public void Dispose() => _reader.Dispose();

        private byte[]? Shrink(ReadOnlySpan<byte> file, int place, int index)
        {
            try
            {
                return _shrinker?.Shrink(file, CorruptPicture.Unnamed);
            }
            catch (DatasetException problem)
            {
                lock (problems)
                {
                    problems[place] = CorruptPicture.Of(items, index, problem).Message;
                }

                return null;
            }
        }
    }
}
