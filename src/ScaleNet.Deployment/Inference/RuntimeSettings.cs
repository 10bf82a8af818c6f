using Microsoft.ML.OnnxRuntime;

namespace ScaleNet.Deployment.Inference;

/// <summary>How ONNX Runtime is set up, wherever this software opens a model.</summary>
internal static class RuntimeSettings
{
    private const string SpinEntry = "session.intra_op.allow_spinning";

    /// <summary>The settings; the caller disposes them.</summary>
    public static SessionOptions Of(ClassifierOptions options)
    {
        var settings = new SessionOptions
        {
            IntraOpNumThreads = options.Threads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, // what goes wrong is said once, by us
        };
        settings.AddSessionConfigEntry(SpinEntry, options.SpinIdleThreads ? "1" : "0");
        return settings;
    }

    /// <summary>What the runtime says, in one line.</summary>
    public static string OneLine(OnnxRuntimeException problem) => problem.Message.ReplaceLineEndings(" ").Trim();
}
