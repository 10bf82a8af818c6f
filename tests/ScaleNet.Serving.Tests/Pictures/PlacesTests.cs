using ScaleNet.Architecture.Tests;
using ScaleNet.Deployment.Inference;
using ScaleNet.Serving.Models;
using ScaleNet.Serving.Pictures;
using ScaleNet.Serving.Telemetry;

namespace ScaleNet.Serving.Tests.Pictures;

/// <summary>How many pictures are in memory at once. The model waits for one more request than there are places.</summary>
public sealed class PlacesTests : IAsyncLifetime
{
    private static readonly int Places = Environment.ProcessorCount;

    private readonly TemporaryFolder _folder = new();
    private readonly ServingMetrics _metrics = new(new ModelCatalog(), () => true);
    private readonly CancellationTokenSource _firstIsGone = new();
    private readonly ServerOptions _options;
    private readonly PictureDecoding _decoding;
    private readonly ModelSlot _slot;

    public PlacesTests()
    {
        _options = new ServerOptions
        {
            Models = [_folder.Means()],
            Threads = 1,
            MaxBatch = Places + 1,
            BatchDelay = TimeSpan.FromDays(1),
            Timeout = TimeSpan.FromDays(1),
        };
        _decoding = new PictureDecoding(_options);
        _slot = new ModelLoader(_options).Open(new ModelFile("means", 1, _options.Models[0]));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _slot.Close();
        _decoding.Dispose();
        _metrics.Dispose();
        _firstIsGone.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_picture_whose_input_is_small_gives_its_place_to_the_next_one()
    {
        var results = await Task.WhenAll(Ask(Places + 1, holdsPixels: false));

        Assert.All(results, result => Assert.Equal(Places + 1, result.BatchRows));
    }

    [Fact]
    public async Task One_whose_input_is_as_large_as_itself_keeps_it_until_it_is_computed_even_if_nobody_waits_any_more()
    {
        var results = Ask(Places, holdsPixels: true);
        using var lease = _slot.Enter()!;
        await Bounded.UntilAsync(() => lease.Model.QueueLength == 0); // all are in the batch, which lacks one
        await _firstIsGone.CancelAsync();
        await Assert.ThrowsAsync<TaskCanceledException>(() => results[0]);
        var free = _decoding.Free;

        await lease.Model.RunAsync(lease.Model.JobOf([Nothing], ["answer"]), _options.Timeout, _options.Clock, CancellationToken.None);
        await Task.WhenAll(results[1..]);

        Assert.Equal(0, free);
        Assert.Equal(Places, _decoding.Free);
    }

    private static HostTensor Nothing => new("pixels", TensorElement.Float32, [1, 3, 4, 4], new byte[3 * 4 * 4 * sizeof(float)]);

    private Task<PictureResult>[] Ask(int count, bool holdsPixels)
    {
        var questions = new PictureQuestions(_decoding, _metrics, _options);
        var input = new PictureInput(_ => Nothing, ["answer"]) { HoldsPixels = holdsPixels };
        return [.. Enumerable.Range(0, count).Select(index => AskAsync(questions, input, index == 0 ? _firstIsGone.Token : CancellationToken.None))];
    }

    private async Task<PictureResult> AskAsync(PictureQuestions questions, PictureInput input, CancellationToken gone)
    {
        using var question = new PictureQuestion(_slot, _slot.Enter()!, TestModels.Picture(), _options.Clock.GetTimestamp(), gone);
        return await questions.ComputeAsync(question, input);
    }
}
