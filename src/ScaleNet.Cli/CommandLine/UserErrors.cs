using ScaleNet.Architecture;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Cli.Speed;
using ScaleNet.Data;
using ScaleNet.Deployment.Export;
using ScaleNet.Deployment.Inference;
using ScaleNet.Deployment.Quantization;
using ScaleNet.Evaluation.Coco;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Modeling.Backend;
using ScaleNet.Serving;
using ScaleNet.Training.Distributed;
using ScaleNet.Training.Runs;

namespace ScaleNet.Cli.CommandLine;

/// <summary>Which errors are the user's to mend: these become one line and an exit code.</summary>
internal static class UserErrors
{
    /// <summary>The exit code, or null for a defect of this program.</summary>
    public static int? CodeOf(Exception error) => error switch
    {
        TrainingDivergedException => ExitCode.Diverged,
        SpecException or CheckpointException or DatasetException or RunFolderException or GraphException or CocoException
            or ExportException or InferenceException or QuantizationException or ServingException
            or NativeBackendException or BenchException or CollectiveException or IOException or UnauthorizedAccessException => ExitCode.BadInput,
        _ => null,
    };
}
