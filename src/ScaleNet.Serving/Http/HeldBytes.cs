namespace ScaleNet.Serving.Http;

/// <summary>Limits the bytes of bodies and answers that are in memory at once, all models together.</summary>
/// <remarks>It counts what has come, not what is announced: a client that sends slowly holds little, however long it takes.</remarks>
/// <param name="limit">Most bytes.</param>
internal sealed class HeldBytes(long limit)
{
    private readonly long _limit = limit;
    private long _held;

    /// <summary>Bytes now.</summary>
    public long Now => Interlocked.Read(ref _held);

    /// <summary>What one request holds until it is disposed; nothing at first.</summary>
    public Share Open() => new(this);

    /// <summary>What one request holds.</summary>
    internal sealed class Share(HeldBytes all) : IDisposable
    {
        private long _own;

        /// <summary>Holds so many bytes of a body.</summary>
        /// <exception cref="RequestProblem">All requests together would hold too many.</exception>
        public void Hold(long bytes)
        {
            if (Interlocked.Add(ref all._held, bytes - _own) > all._limit && bytes > _own)
            {
                Interlocked.Add(ref all._held, _own - bytes);
                throw RequestProblem.TooMany(FormattableString.Invariant(
                    $"the bodies of all requests together are longer than {all._limit} bytes, as many as may come at once. Come again later."));
            }

            _own = bytes;
        }

        /// <summary>Holds an answer instead of the body: it is computed, so it is not refused any more.</summary>
        public void HoldAnswer(long bytes)
        {
            Interlocked.Add(ref all._held, bytes - _own);
            _own = bytes;
        }

        public void Dispose() => HoldAnswer(0);
    }
}
