namespace ScaleNet.Architecture.Tests.Weights;

/// <summary>An empty folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("scalenet-");

    public string File(string name) => Path.Combine(_folder.FullName, name);

    public string[] Files() => Directory.GetFileSystemEntries(_folder.FullName);

    public void Dispose() => _folder.Delete(recursive: true);
}
