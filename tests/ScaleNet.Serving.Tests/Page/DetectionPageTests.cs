using System.Globalization;
using Microsoft.Playwright;
using ScaleNet.Architecture.Tests;
using ScaleNet.Deployment.Inference;

namespace ScaleNet.Serving.Tests.Page;

/// <summary>The page with a detector, in a real browser.</summary>
[Trait("Tier", "slow")]
public sealed class DetectionPageTests(Browser browser) : IClassFixture<Browser>, IDisposable
{
    private const string Chart = """<svg xmlns="http://www.w3.org/2000/svg" width="900" height="60"><rect width="900" height="60"/></svg>""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1280, 900, ColorScheme.Light)]
    [InlineData(360, 740, ColorScheme.Dark)]
    public async Task A_picture_is_dropped_and_its_objects_are_drawn_on_it(int width, int height, ColorScheme colours)
    {
        var found = Sure(TestDetectors.Scene);
        await using var served = await StartAsync(_folder.Detector());
        await using var window = await browser.OpenAsync(width, height, colours);
        var page = window.Page;
        await page.GotoAsync(served.Server.Address.ToString());
        await Assertions.Expect(page.Locator("#examples button")).ToHaveCountAsync(4);

        await PageTests.DropAsync(page, TestDetectors.Scene, "image/png");

        await Assertions.Expect(page.Locator("#boxes g")).ToHaveCountAsync(found.Count);
        await Assertions.Expect(page.Locator("#objects tr")).ToHaveCountAsync(found.Count);
        await Assertions.Expect(page.Locator("#objects tr").First).ToContainTextAsync(found[0].Category.Name);
        await Assertions.Expect(page.Locator("#boxes text").Last).ToHaveTextAsync($"{found[0].Category.Name} {Percent(found[0])}"); // the surest is drawn last
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync($"{found.Count} object");
        await Assertions.Expect(page.Locator("#latency")).ToContainTextAsync("finder version 1, 100 x 72 px");
        await Assertions.Expect(page.Locator("#network-text")).ToContainTextAsync("and 40 regions");
        await Assertions.Expect(page.Locator("#chart")).ToHaveJSPropertyAsync("naturalWidth", 900);
        await Assertions.Expect(page.Locator("#preview")).ToHaveJSPropertyAsync("naturalWidth", 100);
        await AssertDrawnAsync(page, found[0]);
        Assert.True(await page.EvaluateAsync<bool>("preview.getBoundingClientRect().height <= window.innerHeight"), "The picture is higher than its window.");
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), "The page is wider than its window.");
        Assert.Empty(window.Complaints);
        Assert.All(window.Requests, address => Assert.Contains(served.Server.Address.ToString(), address, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_picture_in_which_nothing_can_be_found_is_an_alert_and_the_next_one_is_shown()
    {
        await using var served = await StartAsync(_folder.Detector());
        await using var window = await browser.OpenAsync();
        var page = window.Page;
        await page.GotoAsync(served.Server.Address.ToString());

        await ChooseAsync(page, Data.Images.ImageEncoder.EncodeGreyPng(new byte[500], 1, 500));

        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("nothing remains of an image so narrow (got 500x1)");
        await Assertions.Expect(page.Locator("#result")).ToBeHiddenAsync();
        await ChooseAsync(page, TestDetectors.Scene);
        await Assertions.Expect(page.Locator("#boxes g")).Not.ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("");
    }

    [Fact]
    public async Task Everything_can_be_reached_and_used_with_the_keyboard()
    {
        var found = Sure(TestDetectors.Scene);
        await using var served = await StartAsync(_folder.Detector());
        await using var window = await browser.OpenAsync();
        var page = window.Page;
        await page.GotoAsync(served.Server.Address.ToString());
        await Assertions.Expect(page.Locator("#examples button")).ToHaveCountAsync(4);
        await Assertions.Expect(page.Locator("#layers-details")).ToBeVisibleAsync();
        await ChooseAsync(page, TestDetectors.Scene);
        await Assertions.Expect(page.Locator("#objects tr")).ToHaveCountAsync(found.Count);
        var reached = new List<string>();

        while (reached is not [.., "Description of the interface"] && reached.Count < 40) // the last thing of the page
        {
            await page.Keyboard.PressAsync("Tab");
            reached.Add(await page.Locator(":focus").EvaluateAsync<string>("e => e.id || e.textContent.trim().slice(0, 9) === 'Descripti' && 'Description of the interface' || e.tagName"));
            if (reached[^1] == "threshold")
            {
                await page.Keyboard.PressAsync("Control+A");
                await page.Keyboard.TypeAsync("100");
                await page.Keyboard.PressAsync("Enter");
            }
        }

        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("No object with a score of at least 100 %.");
        await Assertions.Expect(page.Locator("#boxes g")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("#objects-table")).ToBeHiddenAsync();
        Assert.Equal(["threshold", "BUTTON", "BUTTON", "BUTTON", "BUTTON"], reached.SkipWhile(name => name != "threshold").Take(5));
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Who_cannot_see_it_is_told_what_was_found_and_where()
    {
        var found = Sure(TestDetectors.Scene);
        await using var served = await StartAsync(_folder.Detector());
        await using var window = await browser.OpenAsync();
        var page = window.Page;
        await page.GotoAsync(served.Server.Address.ToString());
        await ChooseAsync(page, TestDetectors.Scene);
        var table = page.GetByRole(AriaRole.Table, new() { Name = "The objects that were found" });
        await Assertions.Expect(table).ToBeVisibleAsync();

        Assert.Equal(
            found.Select(thing => $"{thing.Category.Name}|{Percent(thing)}|{Pixels(thing.Box.X1)}, {Pixels(thing.Box.Y1)}|{Pixels(thing.Box.Width)} x {Pixels(thing.Box.Height)}"),
            await table.Locator("tbody tr").EvaluateAllAsync<string[]>("all => all.map(row => [...row.cells].map(cell => cell.textContent).join('|'))"));
        await Assertions.Expect(page.Locator("#boxes")).ToHaveAttributeAsync("aria-hidden", "true"); // the table says the same
        await Assertions.Expect(page.GetByAltText("The picture that was sent, with its objects marked")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByLabel("Least score, %")).ToHaveValueAsync("50");
        await Assertions.Expect(page.GetByLabel("Exchange bright and dark")).ToBeHiddenAsync();
        Assert.Equal(0, await page.Locator("img:not([alt])").CountAsync());
    }

    [Fact]
    public async Task Choosing_another_kind_of_model_changes_the_examples_and_the_answer()
    {
        await using var served = await StartAsync(_folder.Ours(), _folder.Detector());
        await using var window = await browser.OpenAsync();
        var page = window.Page;
        await page.GotoAsync(served.Server.Address.ToString());
        await page.GetByRole(AriaRole.Button, new() { Name = "Bag" }).ClickAsync();
        await Assertions.Expect(page.Locator("#classes tr")).ToHaveCountAsync(2);

        await page.GetByLabel("Model", new() { Exact = true }).SelectOptionAsync("finder, version 1");

        await Assertions.Expect(page.Locator("#latency")).ToContainTextAsync("finder version 1, 28 x 28 px"); // the last picture
        await Assertions.Expect(page.Locator("#classes-table")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("#examples button")).ToHaveCountAsync(4);
        await page.Locator("#examples button").First.ClickAsync();
        await Assertions.Expect(page.Locator("#latency")).ToContainTextAsync("finder version 1, 256 x 256 px");

        await page.GetByLabel("Model", new() { Exact = true }).SelectOptionAsync("ours, version 1");
        await Assertions.Expect(page.Locator("#latency")).ToContainTextAsync("ours version 1, 256 x 256 px");
        await Assertions.Expect(page.Locator("#classes-table")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#objects-table")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("#boxes g")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("#examples button")).ToHaveCountAsync(10);
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Where_no_model_looks_at_pictures_the_page_says_so()
    {
        await using var served = await StartAsync(_folder.Same(Onnx.TensorProto.Types.DataType.Int64));
        await using var window = await browser.OpenAsync();
        await window.Page.GotoAsync(served.Server.Address.ToString());

        await PageTests.DropAsync(window.Page, TestDetectors.Scene, "image/png");

        await Assertions.Expect(window.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("No model here looks at pictures.");
        await Assertions.Expect(window.Page.Locator("#result")).ToBeHiddenAsync();
        Assert.Empty(window.Complaints);
    }

    private static Task<Served> StartAsync(params string[] models) => Served.StartAsync(models, options => options with { DrawAllocation = _ => Chart });

    private static Task ChooseAsync(IPage page, byte[] file) => page.GetByLabel("Drop a picture here").SetInputFilesAsync(
        new FilePayload { Name = "a.png", MimeType = "image/png", Buffer = file });

    // The box lies on the picture in the window as it lies in the picture itself.
    private static async Task AssertDrawnAsync(IPage page, DetectedObject surest)
    {
        const double pixel = 1.5; // of the window: edges of the picture are rounded
        var picture = (await page.Locator("#preview").BoundingBoxAsync())!;
        var drawn = (await page.Locator("#boxes g").Last.Locator("rect").Last.EvaluateAsync<double[]>(
            "e => { const r = e.getBBox(), p = e.ownerSVGElement.getBoundingClientRect(); return [p.x + r.x + scrollX, p.y + r.y + scrollY, r.width, r.height]; }"))!;
        var offset = await page.EvaluateAsync<double[]>("[scrollX, scrollY]");
        var (scaleX, scaleY) = (picture.Width / 100, picture.Height / 72);
        Assert.Equal(picture.X + offset[0] + (surest.Box.X1 * scaleX), drawn[0], pixel);
        Assert.Equal(picture.Y + offset[1] + (surest.Box.Y1 * scaleY), drawn[1], pixel);
        Assert.Equal(surest.Box.Width * scaleX, drawn[2], pixel);
        Assert.Equal(surest.Box.Height * scaleY, drawn[3], pixel);
        Assert.True(picture.Width > 250, "The picture is too small for its words.");
    }

    private static List<DetectedObject> Sure(byte[] picture) => [.. TestDetectors.Find(picture).Where(thing => thing.Score >= 0.5)];

    private static string Percent(DetectedObject thing) => string.Create(CultureInfo.InvariantCulture, $"{100 * thing.Score:F1} %");

    private static string Pixels(double length) => Math.Round(length, MidpointRounding.AwayFromZero).ToString(CultureInfo.InvariantCulture);
}
