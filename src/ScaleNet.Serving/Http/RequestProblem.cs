using Microsoft.AspNetCore.Http;

namespace ScaleNet.Serving.Http;

/// <summary>A request that is not answered as it wished; ends at the edge as a status and a line.</summary>
internal sealed class RequestProblem : Exception
{
    private RequestProblem(int status, string message, Exception? cause = null)
        : base(message, cause) => Status = status;

    /// <summary>The status code of the answer.</summary>
    public int Status { get; }

    /// <summary>Whether the client may come again, and after how many seconds.</summary>
    public int? RetryAfterSeconds { get; private init; }

    /// <summary>The request is wrong.</summary>
    public static RequestProblem Bad(string message, Exception? cause = null) => new(StatusCodes.Status400BadRequest, message, cause);

    /// <summary>What it asks for is not there.</summary>
    public static RequestProblem NotFound(string message) => new(StatusCodes.Status404NotFound, message);

    /// <summary>It is too long, or its picture too large.</summary>
    public static RequestProblem TooLarge(string message, Exception? cause = null) =>
        new(StatusCodes.Status413PayloadTooLarge, message, cause);

    /// <summary>Its body is of a kind that is not read here.</summary>
    public static RequestProblem WrongKind(string message) => new(StatusCodes.Status415UnsupportedMediaType, message);

    /// <summary>The model has as many requests as it may have.</summary>
    public static RequestProblem TooMany(string message) =>
        new(StatusCodes.Status429TooManyRequests, message) { RetryAfterSeconds = 1 };

    /// <summary>The server is about to end.</summary>
    public static RequestProblem Ending() =>
        new(StatusCodes.Status503ServiceUnavailable, "the server is ending. Ask another one, or this one later.") { RetryAfterSeconds = 1 };

    /// <summary>It took too long.</summary>
    public static RequestProblem TooLate(TimeSpan limit) => new(
        StatusCodes.Status504GatewayTimeout,
        FormattableString.Invariant($"the answer took longer than {limit.TotalSeconds:0.###} s. Send fewer requests at once, or allow more time."));

    /// <summary>Its body comes too slowly.</summary>
    public static RequestProblem TooSlow(TimeSpan limit, Exception cause) => new(
        StatusCodes.Status408RequestTimeout,
        FormattableString.Invariant($"the body comes too slowly, expected all of it within {limit.TotalSeconds:0.###} s. Send less, or allow more time."),
        cause);

    /// <summary>Its answer is not taken: nobody reads this but the log.</summary>
    public static RequestProblem NotTaken(TimeSpan limit, Exception cause) => new(
        StatusCodes.Status408RequestTimeout,
        FormattableString.Invariant($"the client did not take its answer within {limit.TotalSeconds:0.###} s"),
        cause);

    /// <summary>The model fails.</summary>
    public static RequestProblem Failed(string message, Exception cause) => new(StatusCodes.Status500InternalServerError, message, cause);
}
