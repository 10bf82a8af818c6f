namespace ScaleNet.Data.Inspection;

/// <summary>Something of a data set that cannot be used.</summary>
/// <param name="Where">A picture, an archive, a file.</param>
/// <param name="Problem">What is wrong with it, and how to fix it.</param>
public sealed record ItemProblem(string Where, string Problem)
{
    private const string Separator = ": ";

    /// <summary>A message that begins with its place.</summary>
    internal static ItemProblem Of(string where, string message) =>
        new(where, message.StartsWith(where + Separator, StringComparison.Ordinal) ? message[(where.Length + Separator.Length)..] : message);
}
