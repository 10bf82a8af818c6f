namespace ScaleNet.EndToEnd;

/// <summary>Which native libraries the tool loaded, by the record that glibc's loader keeps of a process.</summary>
internal static class LoadedLibraries
{
    private const string Initialized = "calling init: ";

    /// <summary>Runs a line successfully and returns the names of the libraries; skips the test where the loader keeps no record.</summary>
    public static IReadOnlyList<string> Of(WorkFolder folder, string line)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only the loader of Linux can be asked what it loads.");
        var records = Directory.CreateDirectory(folder.At($"records-{Guid.NewGuid():N}")).FullName;

        folder.Run(line, ("LD_DEBUG", "files"), ("LD_DEBUG_OUTPUT", Path.Combine(records, "process"))).Succeeded();

        var lines = Directory.GetFiles(records).SelectMany(File.ReadLines).ToArray();
        Assert.SkipWhen(lines.Length == 0, "This loader keeps no record.");
        return [.. lines.Where(text => text.Contains(Initialized, StringComparison.Ordinal)).Select(text => Path.GetFileName(text.Trim()))];
    }
}
