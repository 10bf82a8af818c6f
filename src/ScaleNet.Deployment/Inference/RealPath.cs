namespace ScaleNet.Deployment.Inference;

/// <summary>Resolves links, of folders too, as the operating system does when it opens a file.</summary>
internal static class RealPath
{
    private const int MostLinks = 40; // as Linux: more are taken for a circle
    private const string Parent = "..";

    /// <summary>The path with every link on it followed; parts that do not exist stay as they are.</summary>
    /// <exception cref="IOException">Links go in a circle.</exception>
    public static string Of(string path)
    {
        var links = 0;
        var rest = new Stack<string>();
        // Not made shorter first: what ".." means depends on whether the part before it is a link.
        var real = Push(Path.Combine(Environment.CurrentDirectory, path), rest)!;
        while (rest.TryPop(out var part))
        {
            var next = part == Parent ? Path.GetDirectoryName(real) ?? real : Path.Combine(real, part);
            if (part == Parent || new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > MostLinks)
            {
                throw new IOException($"{path}: links go in a circle.");
            }

            // The target may have links on it too: its parts are walked like the others.
            real = Push(target, rest) ?? real;
        }

        return real;
    }

    /// <summary>Puts the parts before the others.</summary>
    /// <returns>Where they begin; null for a relative path.</returns>
    private static string? Push(string path, Stack<string> rest)
    {
        var root = Path.GetPathRoot(path) ?? "";
        foreach (var part in path[root.Length..].Split(Separators, StringSplitOptions.RemoveEmptyEntries).Reverse().Where(part => part != "."))
        {
            rest.Push(part);
        }

        return root.Length > 0 ? root : null;
    }

    private static char[] Separators { get; } = [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar];
}
