using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ScaleNet.Architecture.Tests;

namespace ScaleNet.Serving.Tests.Page;

/// <summary>The page, in a real browser.</summary>
[Trait("Tier", "slow")]
public sealed class PageTests(Browser browser) : IClassFixture<Browser>, IDisposable
{
    private const string Chart = """<svg xmlns="http://www.w3.org/2000/svg" width="900" height="60"><rect width="900" height="60"/></svg>""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1280, 900, ColorScheme.Light)]
    [InlineData(360, 740, ColorScheme.Dark)]
    public async Task A_picture_is_dropped_and_its_classes_are_shown(int width, int height, ColorScheme colours)
    {
        await using var served = await StartAsync();
        await using var window = await browser.OpenAsync(width, height, colours);
        var page = window.Page;
        await page.GotoAsync(served.Server.Address.ToString());

        await DropAsync(page, TestModels.Picture(), "image/png");

        await Assertions.Expect(page.Locator("#classes tr")).ToHaveCountAsync(2);
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("%");
        await Assertions.Expect(page.Locator("#latency")).ToContainTextAsync("ours version 1, 8 x 8 px");
        await Assertions.Expect(page.Locator("#preview")).ToHaveJSPropertyAsync("naturalWidth", 8);
        await Assertions.Expect(page.Locator("#network-text")).ToContainTextAsync("two blocks: ");
        await Assertions.Expect(page.Locator("#chart")).ToHaveJSPropertyAsync("naturalWidth", 900);
        await Assertions.Expect(page.Locator("#layers tr")).Not.ToHaveCountAsync(0);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), "The page is wider than its window.");
        var ground = await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
        Assert.Equal(colours == ColorScheme.Dark ? "rgb(21, 23, 28)" : "rgb(255, 255, 255)", ground);
        Assert.Empty(window.Complaints);
        Assert.All(window.Requests, address => Assert.True(
            address.StartsWith(served.Server.Address.ToString(), StringComparison.Ordinal)
            || address.StartsWith($"blob:{served.Server.Address}", StringComparison.Ordinal), address));
    }

    [Fact]
    public async Task A_picture_that_comes_before_the_list_of_models_is_looked_at_when_it_is_there()
    {
        await using var served = await StartAsync();
        await using var window = await browser.OpenAsync();
        var page = window.Page;
        var isDropped = new TaskCompletionSource();
        await page.RouteAsync("**/v1/models", async route =>
        {
            await isDropped.Task;
            await route.ContinueAsync();
        });
        await page.GotoAsync(served.Server.Address.ToString());

        await DropAsync(page, TestModels.Picture(), "image/png");
        isDropped.SetResult();

        await Assertions.Expect(page.Locator("#classes tr")).ToHaveCountAsync(2);
    }

    [Theory]
    [InlineData("/network\\?")]
    [InlineData("/allocation\\.svg\\?")]
    public async Task A_network_that_was_left_for_another_is_not_shown_beside_it(string heldBack)
    {
        await using var served = await Served.StartAsync([_folder.Ours(), _folder.Means()], options => options with { DrawAllocation = _ => Chart });
        await using var window = await browser.OpenAsync();
        var page = window.Page;
        var isOther = new TaskCompletionSource();
        var isAsked = new TaskCompletionSource();
        await page.RouteAsync(new Regex($"v1/models/ours{heldBack}|v1/models/ours/network{heldBack}"), async route =>
        {
            isAsked.SetResult();
            await isOther.Task;
            await route.ContinueAsync();
        });
        await page.GotoAsync(served.Server.Address.ToString());
        await isAsked.Task;

        await page.GetByLabel("Model", new() { Exact = true }).SelectOptionAsync("means, version 1");
        await Assertions.Expect(page.Locator("#network-text")).ToContainTextAsync("a model of ");
        var late = page.WaitForResponseAsync(answer => answer.Url.Contains("v1/models/ours/network", StringComparison.Ordinal));
        isOther.SetResult();
        await (await late).FinishedAsync();
        await page.EvaluateAsync("async () => { for (let i = 0; i < 5; i++) { await (await fetch('v2/health/live')).blob(); } }"); // the page has seen it by then

        await Assertions.Expect(page.Locator("#network-text")).ToContainTextAsync("a model of ");
        await Assertions.Expect(page.Locator("#chart-figure")).ToBeHiddenAsync();
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task A_file_that_is_no_picture_is_an_alert_and_the_next_picture_is_shown()
    {
        await using var served = await StartAsync();
        await using var window = await browser.OpenAsync();
        var page = window.Page;
        await page.GotoAsync(served.Server.Address.ToString());

        await page.GetByLabel("Drop a picture here").SetInputFilesAsync(new FilePayload { Name = "a.png", MimeType = "image/png", Buffer = "words"u8.ToArray() });

        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("not a picture that can be decoded");
        await Assertions.Expect(page.Locator("#result")).ToBeHiddenAsync();
        await page.GetByLabel("Drop a picture here").SetInputFilesAsync(new FilePayload { Name = "b.png", MimeType = "image/png", Buffer = TestModels.Picture() });
        await Assertions.Expect(page.Locator("#classes tr")).ToHaveCountAsync(2);
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("");
        var complaint = Assert.Single(window.Complaints); // the browser's own line about the answer 400
        Assert.Contains("400", complaint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_can_be_reached_and_used_with_the_keyboard()
    {
        await using var served = await StartAsync();
        await using var window = await browser.OpenAsync();
        var page = window.Page;
        await page.GotoAsync(served.Server.Address.ToString());
        await Assertions.Expect(page.Locator("#examples button")).ToHaveCountAsync(10);
        await Assertions.Expect(page.Locator("#layers-details")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#chart")).ToHaveJSPropertyAsync("naturalWidth", 900);
        var reached = new List<string>();

        while (reached is not [.., "Description of the interface"] && reached.Count < 40) // the last thing of the page
        {
            await page.Keyboard.PressAsync("Tab");
            var focus = page.Locator(":focus");
            reached.Add(await focus.EvaluateAsync<string>("e => e.id || e.textContent.trim() || e.getAttribute('aria-label')"));
            if (reached[^1] == "Bag")
            {
                Assert.NotEqual("none", await focus.EvaluateAsync<string>("e => getComputedStyle(e).outlineStyle"));
                await page.Keyboard.PressAsync("Enter");
            }
        }

        await Assertions.Expect(page.Locator("#classes tr")).ToHaveCountAsync(2);
        Assert.Equal(["model", "file", "invert"], reached[..3]);
        Assert.Equal(["Sneaker", "Bag", "Ankle boot"], reached.SkipWhile(name => name != "Sneaker").Take(3));
        Assert.Equal(["Chart of the allocation", "Layers"], reached[^3..^1]);
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Everything_has_a_name_for_who_cannot_see_it()
    {
        await using var served = await StartAsync();
        await using var window = await browser.OpenAsync();
        var page = window.Page;
        await page.GotoAsync(served.Server.Address.ToString());
        await page.GetByRole(AriaRole.Button, new() { Name = "Ankle boot" }).ClickAsync();
        await Assertions.Expect(page.Locator("#classes tr")).ToHaveCountAsync(2);

        Assert.Equal(0, await page.Locator("img:not([alt])").CountAsync());
        Assert.Equal(0, await page.Locator("input").EvaluateAllAsync<int>("all => all.filter(e => e.labels.length === 0).length"));
        await Assertions.Expect(page.GetByLabel("Model", new() { Exact = true })).ToHaveValueAsync("ours, version 1");
        await Assertions.Expect(page.GetByLabel("Exchange bright and dark")).ToBeEnabledAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveAttributeAsync("aria-live", "polite");
        await Assertions.Expect(page.GetByRole(AriaRole.Table, new() { Name = "The most probable classes" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByAltText("Channels of all blocks by scale: scale 1: 4, scale 2: 4")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        Assert.Equal(["H1", "H2", "H3", "H2", "H2"], await page.Locator("h1, h2, h3").EvaluateAllAsync<string[]>("all => all.map(e => e.tagName)"));
    }

    [Fact]
    public async Task A_server_with_a_key_asks_for_it()
    {
        await using var served = await StartAsync(key: "secret");
        await using var window = await browser.OpenAsync();
        var page = window.Page;
        await page.GotoAsync(served.Server.Address.ToString());

        await page.GetByLabel("API key").FillAsync("secret");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "Trouser" }).ClickAsync();

        await Assertions.Expect(page.Locator("#classes tr")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator("#chart")).ToHaveJSPropertyAsync("naturalWidth", 900);
    }

    private Task<Served> StartAsync(string? key = null) => Served.StartAsync(
        [_folder.Ours()], options => options with { DrawAllocation = _ => Chart, ApiKey = key });

    internal static async Task DropAsync(IPage page, byte[] file, string type)
    {
        var dropped = await page.EvaluateHandleAsync(
            """
            ([text, type]) => {
              const bytes = Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
              const transfer = new DataTransfer();
              transfer.items.add(new File([bytes], 'picture', { type }));
              return transfer;
            }
            """,
            new[] { Convert.ToBase64String(file), type });
        await page.DispatchEventAsync("#drop", "drop", new { dataTransfer = dropped });
    }
}
