using ScaleNet.Data.Loading;

namespace ScaleNet.Data.Datasets;

/// <summary>Reads whole files into memory that is kept.</summary>
/// <param name="pathOf">The path of an item.</param>
internal sealed class FileReader(Func<int, string> pathOf) : IEncodedReader
{
    private byte[] _bytes = [];

    public ReadOnlySpan<byte> Read(int index)
    {
        string path = pathOf(index);
        try
        {
            using var file = File.OpenHandle(path, options: FileOptions.SequentialScan);
            int length = checked((int)RandomAccess.GetLength(file));
            if (_bytes.Length < length)
            {
                _bytes = GC.AllocateUninitializedArray<byte>(Math.Max(length, 2 * _bytes.Length));
            }

            int done = 0;
            while (done < length && RandomAccess.Read(file, _bytes.AsSpan(done, length - done), done) is > 0 and var got)
            {
                done += got;
            }

            return _bytes.AsSpan(0, done);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or OverflowException)
        {
            throw new CorruptSampleException($"{path}: cannot be read ({problem.Message.TrimEnd('.')}). Restore the file.", problem);
        }
    }

    public void Dispose()
    {
    }
}
