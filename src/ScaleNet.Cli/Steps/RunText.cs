using System.Text;
using ScaleNet.Evaluation.Runs;

namespace ScaleNet.Cli.Steps;

/// <summary>Text files of a run folder.</summary>
internal static class RunText
{
    /// <summary>Writes one atomically.</summary>
    public static void Write(string runFolder, string file, string text) =>
        AtomicFile.WriteAllBytes(RunLayout.PathOf(runFolder, file), Encoding.UTF8.GetBytes(text));
}
