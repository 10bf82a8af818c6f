namespace ScaleNet.Architecture.Specs;

/// <summary>Collects all problems of a spec, each with its JSON path, so that one message can list them.</summary>
internal sealed class SpecProblems
{
    private readonly List<string> _problems = [];

    public IReadOnlyList<string> All => _problems;

    public void Add(string path, string problem) => _problems.Add($"{path}: {problem}");

    public void RequireWithin(string path, int value, int least, int most)
    {
        if (value < least || value > most)
        {
            Add(path, $"got {value}, expected {least} to {most}");
        }
    }
}
