using ScaleNet.Data;
using ScaleNet.Data.Images;
using ScaleNet.Serving.Http;

namespace ScaleNet.Serving.Pictures;

/// <summary>Makes models' inputs of pictures; so many at once as there are processors, since each takes the memory of its pixels.</summary>
internal sealed class PictureDecoding(ServerOptions options) : IDisposable
{
    /// <summary>What a picture is called in messages.</summary>
    public const string Where = "the picture";

    private readonly SemaphoreSlim _places = new(Environment.ProcessorCount);

    /// <summary>Places that are free.</summary>
    public int Free => _places.CurrentCount;

    /// <summary>Waits for a place; a picture's pixels are in memory no longer than its place is held.</summary>
    /// <param name="gone">Ends the waiting.</param>
    /// <exception cref="RequestProblem">It had to wait too long.</exception>
    public async Task<IDisposable> EnterAsync(CancellationToken gone) =>
        await _places.WaitAsync(options.Timeout, gone) ? new Place(_places) : throw RequestProblem.TooLate(options.Timeout);

    /// <summary>A picture as a model takes it.</summary>
    /// <param name="file">The content of its file.</param>
    /// <param name="input">What the model takes.</param>
    /// <exception cref="RequestProblem">It is no picture, cut short, too large, or not for this model.</exception>
    public PreparedPicture Prepare(ReadOnlyMemory<byte> file, PictureInput input)
    {
        try
        {
            using var stream = BodyStream.Over(file);
            var limit = Math.Min(options.MaxPixels, input.MostPixels);
            var image = ImageDecoder.Decode(stream, Where, DecodeOptions.AsSeen with { PixelLimit = limit });
            return new PreparedPicture(image.Width, image.Height, input.Prepare(image));
        }
        catch (DatasetException problem)
        {
            throw RequestProblem.Bad(problem.Message, problem);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    private sealed class Place(SemaphoreSlim places) : IDisposable
    {
        private SemaphoreSlim? _places = places;

        public void Dispose() => Interlocked.Exchange(ref _places, null)?.Release();
    }
}
