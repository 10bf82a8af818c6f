using Microsoft.Extensions.Logging;

namespace ScaleNet.Serving.Telemetry;

/// <summary>Every message that the server logs.</summary>
internal static partial class ServingLog
{
    [LoggerMessage(1, LogLevel.Information, "{Method} {Path} {Status} in {Milliseconds} ms")]
    public static partial void Answered(ILogger log, string method, string path, int status, double milliseconds);

    [LoggerMessage(2, LogLevel.Information, "{Method} {Path} {Status} in {Milliseconds} ms: {Problem}")]
    public static partial void Refused(ILogger log, string method, string path, int status, double milliseconds, string problem);

    [LoggerMessage(3, LogLevel.Error, "{Method} {Path} failed: this is a defect of the server")]
    public static partial void Defect(ILogger log, Exception problem, string method, string path);

    [LoggerMessage(4, LogLevel.Information, "model {Model} version {Version} replaced by the new file {File}")]
    public static partial void Replaced(ILogger log, string model, string version, string file);

    [LoggerMessage(5, LogLevel.Error, "model {Model} version {Version}: the new file is not used, the old model stays: {Problem}")]
    public static partial void Refused(ILogger log, string model, string version, string problem);

    [LoggerMessage(6, LogLevel.Information, "model {Model} version {Version} added from {File}")]
    public static partial void Added(ILogger log, string model, string version, string file);

    [LoggerMessage(7, LogLevel.Information, "model {Model} version {Version} taken away: its folder is gone")]
    public static partial void Removed(ILogger log, string model, string version);

    [LoggerMessage(8, LogLevel.Error, "models are served as they are: {Problem}")]
    public static partial void NotLooked(ILogger log, string problem);

    [LoggerMessage(9, LogLevel.Information, "model {Model} version {Version}, {Kind}, batches of {MaxRows}, from {File}")]
    public static partial void Serving(ILogger log, string model, string version, string kind, int maxRows, string file);

    [LoggerMessage(10, LogLevel.Warning, "model {Model} version {Version}: requests are computed one by one: {Reason}")]
    public static partial void NotBatched(ILogger log, string model, string version, string reason);

    [LoggerMessage(11, LogLevel.Information, "listening at {Address}")]
    public static partial void Listening(ILogger log, string address);

    [LoggerMessage(12, LogLevel.Information, "ending: {Active} requests are under way")]
    public static partial void Draining(ILogger log, int active);

    [LoggerMessage(13, LogLevel.Warning, "ending although {Active} requests are under way: they took longer than {Seconds} s")]
    public static partial void DrainedTooLate(ILogger log, int active, double seconds);

    [LoggerMessage(14, LogLevel.Information, "ended: {Answered} inferences answered, {Refused} requests refused")]
    public static partial void Ended(ILogger log, long answered, long refused);

    [LoggerMessage(15, LogLevel.Error, "looking at the model files failed, and is tried again: this is a defect of the server")]
    public static partial void LookFailed(ILogger log, Exception problem);

    [LoggerMessage(16, LogLevel.Error, "model {Model} version {Version}: the new file is not served: {Problem}")]
    public static partial void NotAdded(ILogger log, string model, string version, string problem);

    [LoggerMessage(17, LogLevel.Warning, "every machine that reaches {Address} may ask, as there is no key")]
    public static partial void NotGuarded(ILogger log, string address);
}
