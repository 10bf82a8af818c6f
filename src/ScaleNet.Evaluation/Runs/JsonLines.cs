using System.Text.Json;

namespace ScaleNet.Evaluation.Runs;

/// <summary>Files of one JSON document a line. Only a line that ends in a line feed counts: a kill can tear the last one.</summary>
internal static class JsonLines
{
    private const byte LineFeed = (byte)'\n';

    /// <summary>A document with its line feed.</summary>
    public static byte[] LineOf<T>(T document) => [.. JsonSerializer.SerializeToUtf8Bytes(document, RunJson.TypeOf<T>(RunJson.Line)), LineFeed];

    /// <summary>Adds a line, flushed to disk; a torn last line is removed first.</summary>
    public static void Append<T>(string path, T document)
    {
        using var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        stream.SetLength(LengthOfWholeLines(stream));
        stream.Seek(0, SeekOrigin.End);
        stream.Write(LineOf(document));
        stream.Flush(flushToDisk: true);
    }

    /// <summary>Every whole line.</summary>
    /// <param name="content">The file.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <exception cref="RunFolderException">A line is not as expected.</exception>
    public static List<T> Parse<T>(ReadOnlySpan<byte> content, string path)
    {
        var documents = new List<T>();
        while (NextLine(ref content, out var line))
        {
            documents.Add(RunJson.Parse<T>(line, $"{path} line {documents.Count + 1}", RunJson.Line));
        }

        return documents;
    }

    /// <summary>Every whole line, numbered.</summary>
    /// <param name="content">The file.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <param name="numbers">What the numbers count, for messages.</param>
    /// <param name="numberOf">The number of a line; the numbers must rise.</param>
    /// <exception cref="RunFolderException">A line is not as expected, or the numbers do not rise.</exception>
    public static List<T> Parse<T>(ReadOnlySpan<byte> content, string path, string numbers, Func<T, long> numberOf)
    {
        var documents = Parse<T>(content, path);
        for (var i = 1; i < documents.Count; i++)
        {
            if (numberOf(documents[i]) <= numberOf(documents[i - 1]))
            {
                throw new RunFolderException(
                    $"{path} line {i + 1}: {numbers} must rise (got {numberOf(documents[i])} after {numberOf(documents[i - 1])}). " +
                    "Remove the older line.");
            }
        }

        return documents;
    }

    /// <summary>The whole lines that can be read and whose numbers rise; the others are passed over.</summary>
    public static List<T> ParseReadable<T>(ReadOnlySpan<byte> content, Func<T, long> numberOf)
        where T : class
    {
        var documents = new List<T>();
        while (NextLine(ref content, out var line))
        {
            if (Readable<T>(line) is { } document
                && (documents.Count == 0 || numberOf(document) > numberOf(documents[^1])))
            {
                documents.Add(document);
            }
        }

        return documents;
    }

    // Where the last whole line ends.
    private static long LengthOfWholeLines(Stream stream)
    {
        for (var length = stream.Length; length > 0; length--)
        {
            stream.Position = length - 1;
            if (stream.ReadByte() == LineFeed)
            {
                return length;
            }
        }

        return 0;
    }

    private static bool NextLine(ref ReadOnlySpan<byte> content, out ReadOnlySpan<byte> line)
    {
        var end = content.IndexOf(LineFeed);
        line = end < 0 ? [] : content[..end];
        content = content[(end + 1)..];
        return end >= 0;
    }

    private static T? Readable<T>(ReadOnlySpan<byte> line)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(line, RunJson.TypeOf<T>(RunJson.Line));
        }
        catch (JsonException)
        {
            return null; // the caller goes on without it
        }
    }
}
