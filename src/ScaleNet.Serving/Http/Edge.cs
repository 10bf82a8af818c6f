using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using ScaleNet.Deployment.Inference;
using ScaleNet.Serving.Telemetry;

namespace ScaleNet.Serving.Http;

/// <summary>Where every request comes in and every exception ends: as a status and one line of JSON.</summary>
internal sealed class Edge(ServingMetrics metrics, Gate gate, ServerOptions options, ILogger<Edge> log)
{
    private const int ClientWent = 499; // what web servers note for a client that did not wait; it is never sent
    private const string NoEndpoint = "none";
    private const int LongestLine = 1000;

    /// <summary>Answers a request.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "The edge: an unknown exception is logged as a defect, and its client is told that there was one.")]
    public async Task HandleAsync(HttpContext context, RequestDelegate next)
    {
        var start = options.Clock.GetTimestamp();
        SetSecurityHeaders(context.Response.Headers);
        string? problem = null;
        try
        {
            await next(context);
            if (context.Response is { HasStarted: false, StatusCode: >= StatusCodes.Status400BadRequest, ContentLength: null, ContentType: null })
            {
                problem = Missing(context);
                await JsonAnswers.WriteAsync(context, new ErrorAnswer(problem), context.Response.StatusCode);
            }
        }
        catch (Exception exception) when (HasGone(context, exception))
        {
            problem = gate.IsGivenUp ? "the server ended before this was answered" : "the client went";
            if (!context.Response.HasStarted)
            {
                context.Response.StatusCode = gate.IsGivenUp ? StatusCodes.Status503ServiceUnavailable : ClientWent;
            }
        }
        catch (Exception exception) when (Translate(exception) is { } translated)
        {
            problem = OneLine(translated.Message);
            await AnswerAsync(context, translated, problem);
        }
        catch (Exception defect)
        {
            problem = "the server failed, which is a defect of it; its log says more";
            ServingLog.Defect(log, defect, context.Request.Method, context.Request.Path.Value ?? "");
            await AnswerAsync(context, RequestProblem.Failed(problem, defect), problem);
        }

        Note(context, options.Clock.GetElapsedTime(start), problem);
    }

    // Where the client's machine resets the connection, or the server ends it, reading from it fails before it is told that nobody waits any more.
    private static bool HasGone(HttpContext context, Exception exception) =>
        exception is ConnectionResetException or ConnectionAbortedException or OperationCanceledException { InnerException: ConnectionAbortedException }
        || (exception is OperationCanceledException && context.RequestAborted.IsCancellationRequested);

    /// <summary>What a client may be told of an exception; null for a defect.</summary>
    private RequestProblem? Translate(Exception exception) => exception switch
    {
        RequestProblem problem => problem,
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } problem => RequestBody.TooLong(options.MaxBodyBytes, problem),
        BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } problem => RequestProblem.TooSlow(options.TransferTimeout, problem),
        BadHttpRequestException problem => RequestProblem.Bad(problem.Message, problem),
        TimeoutException => RequestProblem.TooLate(options.Timeout),
        InferenceException problem => RequestProblem.Failed(problem.Message, problem),
        _ => null,
    };

    [SuppressMessage("Design", "CA1031", Justification = "The edge: what could not be answered is said nowhere behind it, not even by the web server.")]
    private async Task AnswerAsync(HttpContext context, RequestProblem problem, string line)
    {
        if (context.Response.HasStarted)
        {
            context.Abort(); // better than an answer that looks whole
            return;
        }

        try
        {
            await WriteAsync(context, problem, line);
        }
        catch (Exception exception) when (HasGone(context, exception))
        {
            context.Abort(); // nobody is there to read what was wrong
        }
        catch (Exception defect)
        {
            ServingLog.Defect(log, defect, context.Request.Method, context.Request.Path.Value ?? "");
            context.Abort();
        }
    }

    private Task WriteAsync(HttpContext context, RequestProblem problem, string line)
    {
        context.Response.Clear();
        SetSecurityHeaders(context.Response.Headers);
        if (problem.RetryAfterSeconds is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        if (!gate.IsOpen || problem.Status == StatusCodes.Status408RequestTimeout)
        {
            context.Response.Headers.Connection = "close"; // so that the client finds another server, and a slow one is not waited for
        }

        return JsonAnswers.WriteAsync(context, new ErrorAnswer(line), problem.Status);
    }

    private void Note(HttpContext context, TimeSpan time, string? problem)
    {
        var endpoint = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? NoEndpoint;
        var (method, path, status) = (context.Request.Method, context.Request.Path.Value ?? "", context.Response.StatusCode);
        metrics.Answered(endpoint, status, time);
        if (problem is null)
        {
            ServingLog.Answered(log, method, path, status, Math.Round(time.TotalMilliseconds, 3));
        }
        else
        {
            ServingLog.Refused(log, method, path, status, Math.Round(time.TotalMilliseconds, 3), problem);
        }
    }

    private static string Missing(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => $"{context.Request.Path}: there is nothing at this address",
        StatusCodes.Status405MethodNotAllowed => $"{context.Request.Path}: got {context.Request.Method}, expected {context.Response.Headers.Allow}",
        var status => ReasonPhrases.GetReasonPhrase(status),
    };

    // The page asks this server and nobody else; it may not be shown inside another page.
    private static void SetSecurityHeaders(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy =
            "default-src 'self'; img-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
    }

    // What a client wrote may be part of it: not longer than one can read, and nothing that moves a terminal's cursor.
    private static string OneLine(string text)
    {
        var line = new StringBuilder(text[..Math.Min(text.Length, LongestLine)].ReplaceLineEndings(" "));
        for (var at = 0; at < line.Length; at++)
        {
            line[at] = char.IsControl(line[at]) ? ' ' : line[at];
        }

        return text.Length > LongestLine ? line.Append("...").ToString() : line.ToString();
    }
}
