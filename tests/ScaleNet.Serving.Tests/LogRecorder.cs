using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ScaleNet.Serving.Tests;

/// <summary>Keeps what a server logs.</summary>
internal sealed class LogRecorder : ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, string Message)> _entries = [];

    /// <summary>Everything, in its order.</summary>
    public IReadOnlyList<(LogLevel Level, string Message)> Entries => [.. _entries];

    /// <summary>Messages with these words.</summary>
    public IReadOnlyList<string> With(string words) =>
        [.. _entries.Select(entry => entry.Message).Where(message => message.Contains(words, StringComparison.Ordinal))];

    public ILogger CreateLogger(string categoryName) => new Recorder(_entries);

    public void Dispose()
    {
        // What it kept is read after the server's end.
    }

    /// <summary>A logger that is no part of a server.</summary>
    public ILogger<T> CreateLogger<T>() => new Recorder<T>(_entries);

    private class Recorder(ConcurrentQueue<(LogLevel Level, string Message)> entries) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            entries.Enqueue((logLevel, exception is null ? formatter(state, exception) : $"{formatter(state, exception)}: {exception}"));
    }

    private sealed class Recorder<T>(ConcurrentQueue<(LogLevel Level, string Message)> entries) : Recorder(entries), ILogger<T>;
}
