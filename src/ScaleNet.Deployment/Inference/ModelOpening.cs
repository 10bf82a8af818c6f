using Microsoft.ML.OnnxRuntime;

namespace ScaleNet.Deployment.Inference;

/// <summary>Opens models: inspected before anything of them is run, and with errors of one line.</summary>
internal static class ModelOpening
{
    private const string SpinEntry = "session.intra_op.allow_spinning";
    private const string TensorFolderEntry = "session.model_external_initializers_file_folder_path";

    /// <summary>Opens a model file; its tensors may be in other files of the same folder.</summary>
    /// <param name="path">The file.</param>
    /// <param name="settings">How it is run.</param>
    /// <param name="create">Makes of the session, which it then owns, what is wanted; it refuses by an exception.</param>
    /// <exception cref="InferenceException">It cannot be read, is no model, or must not be run.</exception>
    public static T File<T>(string path, SessionSettings settings, Func<InferenceSession, ModelInspection, T> create)
        where T : class
    {
        try
        {
            return settings.MapFile ? OpenMapped(path, settings, create) : OpenCopied(path, settings, create);
        }
        catch (InvalidDataException problem)
        {
            throw ModelInspection.Damaged(path, problem);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new InferenceException($"{path}: cannot be read ({problem.Message}). Check the path and its rights.", problem);
        }
    }

    /// <summary>Opens a model in memory; all its tensors must be in it.</summary>
    /// <param name="model">What a model file holds; borrowed during the call.</param>
    /// <param name="source">What to call it in errors.</param>
    /// <param name="settings">How it is run.</param>
    /// <param name="create">Makes of the session, which it then owns, what is wanted; it refuses by an exception.</param>
    /// <exception cref="InferenceException">It is no model, or must not be run.</exception>
    public static T Memory<T>(byte[] model, string source, SessionSettings settings, Func<InferenceSession, ModelInspection, T> create)
        where T : class => Create(
        ModelInspection.Of(model, folder: null, source), source, settings, options => new InferenceSession(model, options), create);

    /// <summary>What the runtime says, in one line.</summary>
    public static string OneLine(OnnxRuntimeException problem) => problem.Message.ReplaceLineEndings(" ").Trim();

    private static T OpenCopied<T>(string path, SessionSettings settings, Func<InferenceSession, ModelInspection, T> create)
        where T : class
    {
        var model = System.IO.File.ReadAllBytes(path);
        var inspection = ModelInspection.Of(model, Path.GetDirectoryName(Path.GetFullPath(path)), path);
        return Create(
            inspection,
            path,
            settings,
            options => inspection.HasExternalTensors ? new InferenceSession(path, options) : new InferenceSession(model, options),
            create);
    }

    private static T OpenMapped<T>(string path, SessionSettings settings, Func<InferenceSession, ModelInspection, T> create)
        where T : class
    {
        var file = RealPath.Of(path); // the runtime must find the tensors in the file itself, not where a link to it is
        var skeleton = ModelSkeleton.Read(file);
        var inspection = ModelInspection.Of(skeleton.Model, Path.GetDirectoryName(Path.GetFullPath(path)), path);
        return Create(inspection, path, settings, Session, create);

        InferenceSession Session(SessionOptions options)
        {
            if (inspection.HasExternalTensors)
            {
                return new InferenceSession(path, options);
            }

            options.AddSessionConfigEntry(TensorFolderEntry, Path.GetDirectoryName(file)!);
            return new InferenceSession(skeleton.WithReferences(Path.GetFileName(file)), options);
        }
    }

    private static T Create<T>(
        ModelInspection inspection,
        string source,
        SessionSettings settings,
        Func<SessionOptions, InferenceSession> open,
        Func<InferenceSession, ModelInspection, T> create)
        where T : class
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = settings.Threads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, // what goes wrong is said once, by us
        };
        options.AddSessionConfigEntry(SpinEntry, settings.SpinIdleThreads ? "1" : "0");
        InferenceSession? session = null;
        T? made = null;
        try
        {
            session = open(options);
            made = create(session, inspection);
            return made;
        }
        catch (OnnxRuntimeException problem)
        {
            throw new InferenceException($"{source}: not a model that can be run ({OneLine(problem)}). Export it again.", problem);
        }
        finally
        {
            if (made is null)
            {
                session?.Dispose();
            }
        }
    }
}
