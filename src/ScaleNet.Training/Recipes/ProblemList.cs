namespace ScaleNet.Training.Recipes;

/// <summary>Collects all problems of a recipe, each with its JSON path.</summary>
internal sealed class ProblemList
{
    private readonly List<string> _problems = [];

    public bool IsEmpty => _problems.Count == 0;

    public void Add(string problem) => _problems.Add(problem);

    public void Require(bool holds, string path, double value, string expected)
    {
        if (!holds)
        {
            _problems.Add(FormattableString.Invariant($"{path}: got {value}, expected {expected}"));
        }
    }

    public void RequireWithin(string path, int value, int least, int most) =>
        Require(value >= least && value <= most, path, value, FormattableString.Invariant($"{least} to {most}"));

    public void RequireShare(string path, double value) => Require(value is >= 0 and <= 1, path, value, "0 to 1");

    public void RequireDefined<T>(T value, string path, string expected)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            _problems.Add($"{path}: got {value}, expected {expected}");
        }
    }

    public override string ToString() => string.Join("; ", _problems);
}
