using Microsoft.Playwright;

namespace ScaleNet.Serving.Tests.Page;

/// <summary>An installed Chromium, started once for all tests of the page.</summary>
public sealed class Browser : IAsyncLifetime
{
    private const float Patience = 300_000; // ms; only what never comes fails a test, on however busy a machine

    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private static readonly string[] Arguments = ["--no-sandbox", "--disable-gpu"]; // builds run as root, and without a screen

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Places.FirstOrDefault(File.Exists) is not { } place)
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = place, Args = Arguments, Timeout = Patience });
        Assertions.SetDefaultExpectTimeout(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>Opens a window; skips the test where no browser is installed.</summary>
    internal async Task<Window> OpenAsync(int width = 800, int height = 600, ColorScheme colours = ColorScheme.Light)
    {
        Assert.SkipWhen(_browser is null, $"No browser at {string.Join(", ", Places)}. Install Chromium.");
        var page = await _browser.NewPageAsync(new() { ViewportSize = new() { Width = width, Height = height }, ColorScheme = colours });
        page.SetDefaultTimeout(Patience);
        return new Window(page);
    }
}
