using ScaleNet.Data;
using ScaleNet.Data.Images;
using ScaleNet.Serving.Http;

namespace ScaleNet.Serving.Classification;

/// <summary>Makes a model's input of a picture; so many at once as there are processors, since each takes the memory of its pixels.</summary>
internal sealed class PictureDecoding(ServerOptions options) : IDisposable
{
    private const string Where = "the picture";

    private readonly SemaphoreSlim _places = new(Environment.ProcessorCount);

    /// <summary>A picture as a model takes it, C,H,W.</summary>
    /// <param name="file">The content of its file.</param>
    /// <param name="preprocessing">What the model takes.</param>
    /// <param name="invert">Whether bright and dark are exchanged.</param>
    /// <param name="gone">Ends the waiting.</param>
    /// <exception cref="RequestProblem">It is no picture, cut short, too large, or had to wait too long.</exception>
    public async Task<PreparedInput> DecodeAsync(ReadOnlyMemory<byte> file, Preprocessing preprocessing, bool invert, CancellationToken gone)
    {
        if (!await _places.WaitAsync(options.Timeout, gone))
        {
            throw RequestProblem.TooLate(options.Timeout);
        }

        try
        {
            using var stream = BodyStream.Over(file);
            var image = ImageDecoder.Decode(stream, Where, DecodeOptions.AsSeen with { PixelLimit = options.MaxPixels });
            return new PreparedInput(image.Width, image.Height, ImagePreparation.ToInput(image, preprocessing, invert));
        }
        catch (DatasetException problem)
        {
            throw RequestProblem.Bad(problem.Message, problem);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();
}
