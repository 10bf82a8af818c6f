using System.Diagnostics.CodeAnalysis;
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
            JsonSerializer.Serialize(stream, value, TypeOf<T>(Document));
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
            return JsonSerializer.Deserialize(json, TypeOf<T>(options))
                ?? throw new RunFolderException($"{where}: got null, expected a value. Restore the file.");
        }
        catch (JsonException error)
        {
            throw NotReadable(where, error);
        }
    }

    /// <summary>How a type becomes JSON with one of the options, in a form that a trimmer can follow.</summary>
    public static JsonTypeInfo<T> TypeOf<T>(JsonSerializerOptions options) => (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));

    public static RunFolderException NotReadable(string where, JsonException error)
    {
        var oneLine = error.Message.ReplaceLineEndings(" ");
        return new($"{where}: not the expected JSON ({oneLine}) Restore the file or start the run anew.", error);
    }

    [UnconditionalSuppressMessage(
        "Trimming", "IL2026", Justification = "The trimmed program keeps the types of run folders: src/ScaleNet.Predict/Kept.xml.")]
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
