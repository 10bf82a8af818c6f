using Microsoft.AspNetCore.Http;

namespace ScaleNet.Serving.Http;

/// <summary>Answers HEAD as GET, of which the web server sends the head alone.</summary>
/// <remarks>Here and not with each address, so that the description of the interface need not say everything twice.</remarks>
internal static class HeadRequests
{
    /// <summary>Lets what comes next see a GET.</summary>
    public static async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (!HttpMethods.IsHead(request.Method))
        {
            await next(context);
            return;
        }

        request.Method = HttpMethods.Get;
        try
        {
            await next(context);
        }
        finally
        {
            request.Method = HttpMethods.Head; // for the log
        }
    }
}
