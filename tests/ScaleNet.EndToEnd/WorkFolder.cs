namespace ScaleNet.EndToEnd;

/// <summary>An empty folder that is gone after the test.</summary>
internal sealed class WorkFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("scalenet-test-").FullName;

    public ToolResult Run(string line, params (string Name, string Value)[] variables) => Tool.Run(Path, line, variables);

    public string At(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    public void Write(string name, string text) => File.WriteAllText(At(name), text);

    /// <summary>Puts a copy of a folder here.</summary>
    public void Copy(string folder, string name)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var target = At(name, System.IO.Path.GetRelativePath(folder, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    /// <summary>Leaves the first half of a file.</summary>
    public static void Truncate(string path)
    {
        using var file = File.Open(path, FileMode.Open);
        file.SetLength(file.Length / 2);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
