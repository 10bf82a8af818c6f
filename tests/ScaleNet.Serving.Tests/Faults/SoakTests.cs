using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using ScaleNet.Architecture.Tests;
using ScaleNet.Tests;

namespace ScaleNet.Serving.Tests.Faults;

/// <summary>Very many requests of all kinds, from clients that also make mistakes and go without a word.</summary>
[Collection(WholeProcess.Name)]
public sealed class SoakTests
{
    private const int Clients = 8;
    private const int Channel = 16;
    private const float Tolerance = 1e-5f; // sums of numbers up to a thousand in single precision

    // After a tenth of the requests; the figure to beat is 1 MiB for each 10,000 requests.
    private const long ManagedMargin = 4;
    private const int FilesMargin = Clients;
    private const int RequestsPerMebibyte = 10_000;
    private const long PagesMargin = 8; // what a heap keeps at one time and gives back at another

    [Fact]
    public Task A_thousand_mixed_requests_are_answered_right() => SoakAsync(1_000, residentMargin: 64);

    [Fact]
    [Trait("Tier", "slow")]
    public Task A_hundred_thousand_mixed_requests_leave_nothing_behind() => SoakAsync(100_000, residentMargin: PagesMargin + (100_000 / RequestsPerMebibyte));

    private static async Task SoakAsync(int count, long residentMargin)
    {
        using var folder = new TemporaryFolder();
        await using var served = await Served.StartAsync(folder.Means(), folder.Ours());
        var pictures = PictureFuzzer.Whole.Select(picture => picture.File).ToArray();
        var classes = new List<string>();
        foreach (var picture in pictures)
        {
            classes.Add(await ClassesAsync(served, picture));
        }

        await AskAllAsync(0, count / 10);
        var before = ProcessState.Now();
        await AskAllAsync(count / 10, count);

        ProcessState.Now().AssertIsFlat(before, ManagedMargin, residentMargin, FilesMargin);
        await Bounded.UntilAsync(() => served.Server is { Gate.Active: 0, Reception.Held: 0 });
        Assert.All(served.Server.Catalog.Slots, slot => Assert.Equal(0, slot.Admission.Count));
        Assert.DoesNotContain("status=\"5", (await served.GetAsync("metrics")).Text, StringComparison.Ordinal);

        Task AskAllAsync(int from, int to) => Task.WhenAll(Enumerable.Range(0, Clients).Select(async client =>
        {
            for (var seed = from + client; seed < to; seed += Clients)
            {
                await AskAsync(served, new Random(seed), pictures, classes);
            }
        }));
    }

    private static Task AskAsync(Served served, Random random, byte[][] pictures, List<string> classes) => random.Next(100) switch
    {
        < 45 => BinaryAsync(served, random),
        < 70 => JsonAsync(served, random),
        < 90 => PictureAsync(served, pictures, classes, random.Next(pictures.Length)),
        < 98 => MistakeAsync(served, random),
        _ => GoAsync(served, random),
    };

    private static async Task JsonAsync(Served served, Random random)
    {
        var values = Values(random);
        var (status, answer) = await served.PostAsync(
            "v2/models/means/infer",
            $$"""{"inputs":[{"name":"pixels","shape":[1,3,4,4],"datatype":"FP32","data":{{JsonSerializer.Serialize(values)}}}]}""");

        Assert.True(status == 200, answer.GetRawText());
        AssertAreMeans(values, [.. answer.GetProperty("outputs")[0].GetProperty("data").EnumerateArray().Select(value => value.GetSingle())]);
    }

    private static async Task BinaryAsync(Served served, Random random)
    {
        var values = Values(random);
        var json = Encoding.UTF8.GetBytes(
            """{"parameters":{"binary_data_output":true},"inputs":[{"name":"pixels","shape":[1,3,4,4],"datatype":"FP32","parameters":{"binary_data_size":192}}]}""");
        using var content = new ByteArrayContent([.. json, .. MemoryMarshal.AsBytes<float>(values)]);
        content.Headers.Add(Answers.HeaderName, $"{json.Length}");

        using var answer = await served.AnswerToAsync("v2/models/means/infer", content);

        await Answers.AssertIsAsync(answer, 200);
        AssertAreMeans(values, MemoryMarshal.Cast<byte, float>((await Served.BytesOf(answer)).AsSpan()[^(3 * sizeof(float))..]).ToArray());
    }

    private static async Task PictureAsync(Served served, byte[][] pictures, List<string> classes, int number) =>
        Assert.Equal(classes[number], await ClassesAsync(served, pictures[number]));

    private static async Task MistakeAsync(Served served, Random random)
    {
        var (body, header, expected) = RequestFuzzer.Next(random);
        using var content = new ByteArrayContent(body);
        if (header is not null)
        {
            content.Headers.TryAddWithoutValidation(Answers.HeaderName, header);
        }

        using var answer = await served.AnswerToAsync(random.Next(4) == 0 ? "v2/models/nobody/infer" : "v2/models/means/infer", content);
        await Answers.AssertIsAsync(answer, [.. expected, 404]);
    }

    // Goes at some byte of a request, politely or not.
    private static async Task GoAsync(Served served, Random random)
    {
        var request = $"POST /v2/models/means/infer HTTP/1.1\r\nHost: x\r\nContent-Length: {RequestFuzzer.Ones.Length}\r\n\r\n{RequestFuzzer.Ones}";
        using var client = await Connection.OpenAsync(served);
        await client.SendAsync(request[..random.Next(1, request.Length + 1)]);
        if (random.Next(2) == 0)
        {
            client.Reset();
        }
    }

    // The classes without their probabilities' last digits, which depend on what shares the batch.
    private static async Task<string> ClassesAsync(Served served, byte[] picture)
    {
        using var content = new ByteArrayContent(picture) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
        var (status, answer) = await served.PostAsync("v1/classify?model=ours", content);
        Assert.True(status == 200, answer.GetRawText());
        return string.Join(", ", answer.GetProperty("classes").EnumerateArray().Select(one =>
            FormattableString.Invariant($"{one.GetProperty("name").GetString()} {one.GetProperty("probability").GetSingle():F3}")));
    }

    private static float[] Values(Random random) => [.. Enumerable.Range(0, 3 * Channel).Select(_ => (float)random.Next(-1000, 1000))];

    private static void AssertAreMeans(float[] values, float[] means) => Assert.Equal(
        values.Chunk(Channel).Select(channel => channel.Sum() / Channel), means, (one, other) => Math.Abs(one - other) <= Tolerance * 1000);
}
