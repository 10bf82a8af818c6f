namespace ScaleNet.Data.Datasets;

/// <summary>Files that each hold many pictures.</summary>
internal static class Archives
{
    /// <summary>Lists the pictures of each file.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="list">Lists one.</param>
    /// <param name="onProblem">Is told of files that cannot be listed and are left out; null if the first one is an error.</param>
    /// <exception cref="DatasetException">One cannot be listed, and nobody is told.</exception>
    public static T[] ListEach<T>(IEnumerable<string> paths, Func<string, T> list, Action<string, DatasetException>? onProblem)
    {
        var listed = new List<T>();
        foreach (string path in paths)
        {
            try
            {
                listed.Add(list(path));
            }
            catch (DatasetException problem) when (onProblem is not null)
            {
                onProblem(path, problem);
            }
        }

        return [.. listed];
    }
}
