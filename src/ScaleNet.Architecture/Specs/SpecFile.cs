namespace ScaleNet.Architecture.Specs;

/// <summary>Networks from files: a spec, a structure file, or a folder that holds <c>network.json</c>.</summary>
public static class SpecFile
{
    /// <summary>The spec's name inside a run folder.</summary>
    public const string NameInFolder = "network.json";

    /// <summary>Reads what the path names; an array is a structure file, an object a spec.</summary>
    /// <exception cref="SpecException">There is no such file, or it is not a valid network.</exception>
    public static NetworkSpec Load(string path, StructureOptions options)
    {
        var file = Directory.Exists(path) ? Path.Combine(path, NameInFolder) : path;
        string json;
        try
        {
            json = File.ReadAllText(file);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SpecException($"{file}: no such file, expected a network spec or a structure file", exception);
        }

        return json.AsSpan().TrimStart() is ['[', ..]
            ? StructureFile.Read(json, file, options)
            : SpecJson.Read(json, file);
    }
}
