using System.Net.Http.Headers;
using ScaleNet.Architecture.Tests;
using ScaleNet.Tests;

namespace ScaleNet.Serving.Tests.Faults;

/// <summary>Spoilt requests, the same on every run: each is answered as what it is, and nothing stays behind.</summary>
[Collection(WholeProcess.Name)]
public sealed class FuzzTests
{
    private const int Few = 300;
    private const int Many = 10_000;
    private const int Clients = 4;

    // What the process may hold more after all requests than after the first tenth of them.
    private const long ManagedMargin = 8;
    private const long ResidentMargin = 48;
    private const int FilesMargin = Clients;

    [Fact]
    public Task Spoilt_pictures_are_classified_or_refused() => PicturesAsync(Few);

    [Fact]
    [Trait("Tier", "slow")]
    public Task Ten_thousand_spoilt_pictures_leave_nothing_behind() => PicturesAsync(Many);

    [Fact]
    public Task Spoilt_tensors_are_computed_or_refused() => TensorsAsync(Few);

    [Fact]
    [Trait("Tier", "slow")]
    public Task Ten_thousand_spoilt_tensors_leave_nothing_behind() => TensorsAsync(Many);

    [Fact]
    public async Task Pictures_of_each_kind_that_are_not_spoilt_are_classified()
    {
        using var folder = new TemporaryFolder();
        await using var served = await Served.StartAsync(folder.Ours());

        foreach (var (kind, file, _, _, _) in PictureFuzzer.Whole)
        {
            using var answer = await served.AnswerToAsync("v1/classify", Picture(file));
            Assert.True(answer.IsSuccessStatusCode, $"{kind}: {await Served.TextOf(answer)}");
        }
    }

    [Fact]
    public async Task What_a_shape_claims_takes_no_memory()
    {
        const long claimed = 10_000_000L * 48 * sizeof(float);
        using var folder = new TemporaryFolder();
        await using var served = await Served.StartAsync(folder.Means());
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var (status, answer) = await served.PostAsync(
            "v2/models/means/infer", """{"inputs":[{"name":"pixels","shape":[10000000,3,4,4],"datatype":"FP32","data":[1,2]}]}""");

        Assert.Equal(400, status);
        Assert.Equal("input 'pixels'.data: got 2 elements, expected the 480000000 of its shape", answer.GetProperty("error").GetString());
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, claimed / 10);
    }

    private static async Task PicturesAsync(int count)
    {
        using var folder = new TemporaryFolder();
        await using var served = await Served.StartAsync([folder.Ours()], options => options with { MaxPixels = 1_000_000 });
        var whole = PictureFuzzer.Whole[0].File;
        var expected = await ClassesAsync(served, whole);

        await MeasureAsync(count, async seed =>
        {
            using var answer = await served.AnswerToAsync("v1/classify", Picture(PictureFuzzer.Spoil(new Random(seed))));
            await Answers.AssertIsAsync(answer, 200, 400);
        });

        Assert.Equal(expected, await ClassesAsync(served, whole));
        await AssertNoDefectAsync(served);
    }

    private static async Task TensorsAsync(int count)
    {
        using var folder = new TemporaryFolder();
        await using var served = await Served.StartAsync(folder.Means());

        await MeasureAsync(count, async seed =>
        {
            var (body, header, expected) = RequestFuzzer.Next(new Random(seed));
            using var content = new ByteArrayContent(body);
            if (header is not null)
            {
                content.Headers.TryAddWithoutValidation(Answers.HeaderName, header);
            }

            using var answer = await served.AnswerToAsync("v2/models/means/infer", content);
            await Answers.AssertIsAsync(answer, expected);
        });

        var (status, last) = await served.PostAsync("v2/models/means/infer", RequestFuzzer.Ones);
        Assert.Equal(200, status);
        Assert.Equal("[1,1,1]", last.GetProperty("outputs")[0].GetProperty("data").GetRawText());
        await AssertNoDefectAsync(served);
    }

    /// <summary>Asks with all seeds up to a count, with several connections, and compares what the process holds after the first tenth and at the end.</summary>
    private static async Task MeasureAsync(int count, Func<int, Task> askAsync)
    {
        await AskAllAsync(0, count / 10);
        var before = ProcessState.Now();
        await AskAllAsync(count / 10, count);
        ProcessState.Now().AssertIsFlat(before, ManagedMargin, ResidentMargin, FilesMargin);

        Task AskAllAsync(int from, int to) => Task.WhenAll(Enumerable.Range(0, Clients).Select(async client =>
        {
            for (var seed = from + client; seed < to; seed += Clients)
            {
                await askAsync(seed);
            }
        }));
    }

    private static async Task AssertNoDefectAsync(Served served)
    {
        Assert.Equal(0, served.Server.Reception.Held);
        Assert.Equal(0, served.Server.Gate.Active);
        Assert.DoesNotContain("status=\"5", (await served.GetAsync("metrics")).Text, StringComparison.Ordinal);
    }

    private static async Task<string> ClassesAsync(Served served, byte[] picture)
    {
        var (status, answer) = await served.PostAsync("v1/classify", Picture(picture));
        Assert.Equal(200, status);
        return answer.GetProperty("classes").GetRawText();
    }

    private static ByteArrayContent Picture(byte[] file) => new(file) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
}
