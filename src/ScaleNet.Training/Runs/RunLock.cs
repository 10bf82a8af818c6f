using ScaleNet.Evaluation.Runs;

namespace ScaleNet.Training.Runs;

/// <summary>Keeps a second process out of a run folder. A process that is killed loses it.</summary>
public sealed class RunLock : IDisposable
{
    /// <summary>The file that is held open.</summary>
    public const string FileName = "run.lock";

    private readonly FileStream _file;

    private RunLock(FileStream file) => _file = file;

    /// <summary>Takes the folder.</summary>
    /// <exception cref="RunFolderException">Another process has it, or nothing can be written there.</exception>
    public static RunLock Take(string runFolder)
    {
        try
        {
            return new RunLock(new FileStream(RunLayout.PathOf(runFolder, FileName), new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                Options = FileOptions.DeleteOnClose,
            }));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RunFolderException(
                $"{runFolder}: cannot be locked ({error.Message.TrimEnd('.')}). Wait for the process that trains there.", error);
        }
    }

    /// <summary>Leaves the folder to others.</summary>
    public void Dispose() => _file.Dispose();
}
