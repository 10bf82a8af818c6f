namespace ScaleNet.Architecture.Tests.Weights;

/// <summary>A stream that takes some bytes and then fails, as on a disk that is full.</summary>
internal sealed class FullDisk(Stream inner, int capacity) : Stream
{
    private int _left = capacity;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(byte[] buffer, int offset, int count)
    {
        var taken = Math.Min(count, _left);
        inner.Write(buffer, offset, taken);
        _left -= taken;
        if (taken < count)
        {
            throw new IOException("write");
        }
    }

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
