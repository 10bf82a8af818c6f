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
                Complaints.Add(message.Text);
            }
        };
        page.PageError += (_, problem) => Complaints.Add(problem);
        page.Request += (_, request) => Requests.Add(request.Url);
    }

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>Errors and warnings.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>Every address that the page asked for.</summary>
    public List<string> Requests { get; } = [];

    public async ValueTask DisposeAsync() => await Page.CloseAsync();
}
