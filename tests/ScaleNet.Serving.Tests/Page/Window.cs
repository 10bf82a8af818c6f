using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace ScaleNet.Serving.Tests.Page;

/// <summary>A window of the browser, and what its page did.</summary>
internal sealed class Window : IAsyncDisposable
{
    public Window(IPage page)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                Complaints.Enqueue(message.Text);
            }
        };
        page.PageError += (_, problem) => Complaints.Enqueue(problem);
        page.Request += (_, request) => Requests.Enqueue(request.Url);
    }

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>Errors and warnings.</summary>
    public ConcurrentQueue<string> Complaints { get; } = [];

    /// <summary>Every address that the page asked for; more may come while a test looks at them.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    public async ValueTask DisposeAsync() => await Page.CloseAsync();
}
