using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ScaleNet.Evaluation.Runs;

/// <summary>How the files of a run folder are written and read: strict camelCase JSON.</summary>
internal static class RunJson
{
    /// <summary>For files that hold one document.</summary>
    public static JsonSerializerOptions Document { get; } = Create(indented: true);

    /// <summary>For files that hold one document per line.</summary>
    public static JsonSerializerOptions Line { get; } = Create(indented: false);

    public static void Write<T>(string path, T value) =>
        AtomicFile.Write(path, stream =>
        {
            JsonSerializer.Serialize(stream, value, Document);
            stream.WriteByte((byte)'\n');
        });

    public static T Read<T>(string path) => Parse<T>(ReadBytes(path), path, Document);

    public static byte[] ReadBytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new RunFolderException(
                $"{path}: there is no such file. Give the folder of a run that wrote it.", error);
        }
    }

    public static T Parse<T>(ReadOnlySpan<byte> json, string where, JsonSerializerOptions options)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, options)
                ?? throw new RunFolderException($"{where}: got null, expected a value. Restore the file.");
        }
        catch (JsonException error)
        {
            throw NotReadable(where, error);
        }
    }

    public static RunFolderException NotReadable(string where, JsonException error)
    {
        var oneLine = error.Message.ReplaceLineEndings(" ");
        return new($"{where}: not the expected JSON ({oneLine}) Restore the file or start the run anew.", error);
    }

    private static JsonSerializerOptions Create(bool indented) => new()
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(), // else properties can be listed only after a first value was written
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        WriteIndented = indented,
        NewLine = "\n",
        // These files are never pasted into HTML unescaped, and names in any language stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };
}
