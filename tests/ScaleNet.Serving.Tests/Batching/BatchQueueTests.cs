using ScaleNet.Deployment.Inference;
using ScaleNet.Serving.Batching;

namespace ScaleNet.Serving.Tests.Batching;

/// <summary>How requests become batches, with a model that adds one and notes what it is given.</summary>
public sealed class BatchQueueTests
{
    private static readonly TimeSpan Long = TimeSpan.FromDays(1);

    private readonly List<long> _batches = [];
    private readonly Lock _lock = new();

    [Fact]
    public async Task A_batch_is_computed_when_it_is_full()
    {
        var queue = Queue(maxRows: 3, Long);
        var jobs = Enumerable.Range(0, 3).Select(i => Job(i)).ToList();

        jobs.ForEach(queue.Add);
        var results = await Task.WhenAll(jobs.Select(job => job.End));

        Assert.Equal([3], _batches);
        Assert.Equal([1, 2, 3], results.Select(result => result.Outputs.Single().Data.Span[0]));
        Assert.All(results, result => Assert.Equal(3, result.BatchRows));
        Assert.All(results, result => Assert.Equal([1, 2], result.Outputs.Single().Shape));
    }

    [Fact]
    public async Task A_batch_that_is_not_full_is_computed_when_no_more_can_come()
    {
        var queue = Queue(maxRows: 3, Long);
        var jobs = Enumerable.Range(0, 2).Select(i => Job(i)).ToList();
        jobs.ForEach(queue.Add);

        queue.Complete();
        await queue.End;

        Assert.Equal([2], _batches);
        Assert.All(jobs, job => Assert.True(job.End.IsCompletedSuccessfully));
    }

    [Fact]
    public async Task Requests_of_several_rows_share_a_batch_up_to_its_size()
    {
        var queue = Queue(maxRows: 4, Long);
        InferenceJob[] jobs = [Job(1, rows: 3), Job(2, rows: 2), Job(3, rows: 2), Job(4, rows: 9)];
        Array.ForEach(jobs, queue.Add);

        queue.Complete();
        await queue.End;

        Assert.Equal([3, 4, 9], _batches);
        var last = await jobs[3].End;
        Assert.Equal([9, 2], last.Outputs.Single().Shape);
    }

    [Fact]
    public async Task Rows_of_another_length_are_another_batch()
    {
        var queue = Queue(maxRows: 8, Long);
        InferenceJob[] jobs = [Job(1), Job(2, columns: 5), Job(3, columns: 5)];
        Array.ForEach(jobs, queue.Add);

        queue.Complete();
        await queue.End;

        Assert.Equal([1, 2], _batches);
    }

    [Fact]
    public async Task What_nobody_waits_for_is_not_computed()
    {
        var queue = Queue(maxRows: 2, Long);
        InferenceJob[] jobs = [Job(1), Job(2), Job(3)];
        jobs[0].Abandon();
        jobs[1].Abandon();
        Array.ForEach(jobs, queue.Add);

        queue.Complete();
        await queue.End;

        Assert.Equal([1], _batches);
        Assert.Equal(4, (await jobs[2].End).Outputs.Single().Data.Span[0]);
    }

    [Fact]
    public async Task Every_request_gives_its_place_back_whatever_becomes_of_it()
    {
        const byte poison = 13;
        var queue = Queue(maxRows: 4, Long, fails: poison);
        var places = Enumerable.Range(0, 4).Select(_ => new Place()).ToArray();
        var jobs = new[] { 1, 2, 3, poison }.Zip(places, (value, place) => Job(value, place: place)).ToArray();
        jobs[0].Abandon();
        jobs[2].Abandon();
        Array.ForEach(jobs, queue.Add);

        queue.Complete();
        await queue.End;

        Assert.All(places, place => Assert.True(place.IsGivenBack));
        Assert.Equal(
            [TaskStatus.Canceled, TaskStatus.RanToCompletion, TaskStatus.Canceled, TaskStatus.Faulted], jobs.Select(job => job.End.Status));
    }

    [Fact]
    public async Task A_failure_is_the_failure_of_its_request_alone()
    {
        const byte poison = 13;
        var queue = Queue(maxRows: 3, Long, fails: poison);
        InferenceJob[] jobs = [Job(1), Job(poison), Job(3)];
        Array.ForEach(jobs, queue.Add);

        queue.Complete();
        await queue.End;

        Assert.Equal(2, (await jobs[0].End).Outputs.Single().Data.Span[0]);
        await Assert.ThrowsAsync<InferenceException>(() => jobs[1].End);
        Assert.Equal(4, (await jobs[2].End).Outputs.Single().Data.Span[0]);
    }

    [Fact]
    public async Task A_model_that_gives_another_number_of_rows_than_it_takes_is_found_out()
    {
        static IReadOnlyList<HostTensor> Run(IReadOnlyList<HostTensor> inputs, IReadOnlyList<string> outputs) =>
            [inputs[0] with { Name = "out", Shape = [1, 2], Data = new byte[2] }];
        var queue = new BatchQueue(Run, Run, new BatchOptions(2, Long, Instances: 1), TimeProvider.System);
        InferenceJob[] jobs = [Job(1), Job(2)];
        Array.ForEach(jobs, queue.Add);

        queue.Complete();
        await queue.End;

        Assert.All(jobs, job => Assert.True(job.End.IsCompletedSuccessfully)); // each alone
    }

    [Fact]
    public async Task Every_request_gets_its_own_answer_whatever_shares_its_batch()
    {
        var queue = Queue(maxRows: 7, TimeSpan.Zero, instances: 3);
        var jobs = Enumerable.Range(0, 2000).Select(i => Job((byte)(i % 251), rows: 1 + (i % 3))).ToArray();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(part => Task.Run(() =>
        {
            foreach (var job in jobs.Where((_, at) => at % 4 == part))
            {
                queue.Add(job);
            }
        })));
        queue.Complete();
        await queue.End;

        Assert.All(jobs, job =>
        {
            var expected = (byte)(job.Inputs[0].Data.Span[0] + 1);
            var output = job.End.GetAwaiter().GetResult().Outputs.Single();
            Assert.Equal(job.Inputs[0].Shape, output.Shape);
            Assert.All(output.Data.ToArray(), value => Assert.Equal(expected, value));
        });
        Assert.InRange(_batches.Max(), 1, 7);
        Assert.Equal(jobs.Sum(job => job.Rows), _batches.Sum());
    }

    [Fact]
    public async Task Threads_that_wait_for_more_do_not_take_requests_from_each_other()
    {
        var queue = Queue(maxRows: 4, Long, instances: 2);
        var jobs = Enumerable.Range(0, 4).Select(i => Job(i)).ToList();

        jobs.ForEach(queue.Add);
        await Task.WhenAll(jobs.Select(job => job.End));

        Assert.Equal([4], _batches);
    }

    [Fact]
    public async Task A_request_gets_the_thread_that_was_busy_last()
    {
        const int instances = 3;
        var threads = new List<int>();
        var queue = new BatchQueue(Run, Run, new BatchOptions(1, TimeSpan.Zero, instances), TimeProvider.System);

        for (var i = 0; i < 20; i++)
        {
            await Bounded.UntilAsync(() => queue.Idle == instances);
            var job = Job(i);
            queue.Add(job);
            await job.End;
        }

        Assert.Single(threads.Distinct());
        queue.Complete();
        await queue.End;

        IReadOnlyList<HostTensor> Run(IReadOnlyList<HostTensor> inputs, IReadOnlyList<string> outputs)
        {
            threads.Add(Environment.CurrentManagedThreadId);
            return [inputs[0] with { Name = "out" }];
        }
    }

    [Fact]
    public async Task A_batch_that_nobody_joins_is_computed_when_its_time_is_over()
    {
        var queue = Queue(maxRows: 4, TimeSpan.FromMilliseconds(20), instances: 2);

        for (var i = 0; i < 5; i++)
        {
            var job = Job(i);
            queue.Add(job);
            await job.End;
        }

        Assert.Equal([1, 1, 1, 1, 1], _batches);
        queue.Complete();
        await queue.End;
    }

    [Fact]
    public async Task What_does_not_fit_is_computed_by_a_thread_that_has_nothing_to_do()
    {
        using var both = new CountdownEvent(2);
        var queue = new BatchQueue(Run, Run, new BatchOptions(4, Long, Instances: 2), TimeProvider.System);

        queue.Add(Job(1, rows: 3));
        queue.Add(Job(2, rows: 3));
        queue.Complete();

        await queue.End; // each computation waits for the other

        IReadOnlyList<HostTensor> Run(IReadOnlyList<HostTensor> inputs, IReadOnlyList<string> outputs)
        {
            both.Signal();
            both.Wait();
            return [inputs[0] with { Name = "out" }];
        }
    }

    [Fact]
    public async Task A_lone_request_is_computed_as_one_and_what_comes_meanwhile_is_shared_out()
    {
        using var gate = new SemaphoreSlim(0);
        var ways = new List<(bool Alone, long Rows)>();
        var queue = new BatchQueue(Way(alone: true), Way(alone: false), new BatchOptions(8, TimeSpan.Zero, Instances: 2), TimeProvider.System);

        queue.Add(Job(0));
        await UntilAsync(1);
        queue.Add(Job(1));
        await UntilAsync(2); // both threads have something
        for (var i = 0; i < 5; i++)
        {
            queue.Add(Job(i));
        }

        for (var ended = 1; ended <= 3; ended++)
        {
            gate.Release();
            await UntilAsync(2 + ended);
        }

        gate.Release(2);
        for (var i = 0; !ways[^1].Alone; i++) // once a thread has seen that it is done
        {
            var lone = Job(i);
            queue.Add(lone);
            gate.Release();
            await lone.End;
        }

        queue.Complete();
        await queue.End;

        Assert.Equal([(true, 1), (false, 1), (false, 3), (false, 1), (false, 1)], ways.Take(5));

        BatchQueue.RunTensors Way(bool alone) => (inputs, _) =>
        {
            lock (_lock)
            {
                ways.Add((alone, inputs[0].Rows));
            }

            gate.Wait();
            return [inputs[0] with { Name = "out" }];
        };

        Task UntilAsync(int count) => Bounded.UntilAsync(() =>
        {
            lock (_lock)
            {
                return ways.Count == count;
            }
        });
    }

    private BatchQueue Queue(int maxRows, TimeSpan delay, int instances = 1, byte? fails = null)
    {
        return new BatchQueue(Run, Run, new BatchOptions(maxRows, delay, instances), TimeProvider.System);

        IReadOnlyList<HostTensor> Run(IReadOnlyList<HostTensor> inputs, IReadOnlyList<string> outputs)
        {
            if (inputs[0].Data.Span.Contains(fails ?? byte.MaxValue))
            {
                throw new InferenceException("the model fails");
            }

            lock (_lock)
            {
                _batches.Add(inputs[0].Rows);
            }

            return [inputs[0] with { Name = "out", Data = Array.ConvertAll(inputs[0].Data.ToArray(), value => (byte)(value + 1)) }];
        }
    }

    private static InferenceJob Job(int value, int rows = 1, int columns = 2, IDisposable? place = null) => new(
        [new HostTensor("in", TensorElement.UInt8, [rows, columns], Enumerable.Repeat((byte)value, rows * columns).ToArray())], ["out"])
    { Place = place };

    private sealed class Place : IDisposable
    {
        public bool IsGivenBack { get; private set; }

        public void Dispose() => IsGivenBack = true;
    }
}
