using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using ScaleNet.Architecture.Tests;
using ScaleNet.Deployment.Inference;
using ScaleNet.Deployment.Tests.Inference;

namespace ScaleNet.Serving.Tests.Batching;

/// <summary>An answer does not depend on what shares the batch.</summary>
public sealed class BatchingLawTests
{
    private const double Tolerance = 1e-6; // sums of single precision in another order

    [Fact]
    public async Task Answers_are_those_of_a_request_alone()
    {
        const int requests = 200;
        using var folder = new TemporaryFolder();
        await using var served = await Served.StartAsync([folder.Ours()], options => options with
        {
            MaxBatch = 16,
            BatchDelay = TimeSpan.FromMilliseconds(20),
            QueueLimit = requests,
        });
        using var alone = OnnxClassifier.Open(TinyModels.Ours(), "ours.onnx", new ClassifierOptions { Threads = 1 });

        var answers = await Task.WhenAll(Enumerable.Range(0, requests).Select(async i =>
        {
            var (status, answer) = await served.PostAsync("v2/models/ours/infer", Request(i));
            Assert.Equal(200, status);
            return answer.GetProperty("outputs")[0].GetProperty("data").EnumerateArray().Select(value => value.GetSingle()).ToArray();
        }));

        for (var i = 0; i < requests; i++)
        {
            var expected = new float[TinyModels.Classes];
            alone.Run(Image(i), expected);
            Assert.Equal(expected, answers[i], (one, other) => Math.Abs(one - other) <= Tolerance * Math.Max(1, Math.Abs(one)));
        }

        Assert.True(LargestBatch((await served.GetAsync("metrics")).Text) > 1, "No two requests shared a batch: nothing was tested.");
    }

    private static int LargestBatch(string metrics)
    {
        var buckets = metrics.Split('\n').Where(line => line.StartsWith("scalenet_batch_rows_bucket", StringComparison.Ordinal)).ToArray();
        var alone = Value(buckets.Single(line => line.Contains("le=\"1\"", StringComparison.Ordinal)));
        return alone < Value(buckets[^1]) ? 2 : 1;
    }

    private static int Value(string line) => int.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture);

    private static float[] Image(int seed) => [.. Enumerable.Range(0, TinyModels.ImageLength).Select(at => MathF.Sin((at + 1) * (seed + 1)))];

    private static string Request(int seed) => JsonSerializer.Serialize(new
    {
        inputs = new[] { new { name = "input", datatype = "FP32", shape = new[] { 1, 1, 4, 4 }, data = MemoryMarshal.ToEnumerable<float>(Image(seed)) } },
    });
}
