using System.Diagnostics;
using ScaleNet.Deployment.Inference;

namespace ScaleNet.ServingLoad;

/// <summary>ONNX Runtime without a server: what the server can reach at most.</summary>
internal sealed class ModelAlone : IDisposable
{
    private const int WarmUp = 5; // calls of each caller that are not counted

    private readonly Dictionary<int, OnnxModel> _models; // by the threads of a call
    private readonly TensorPort _input;

    /// <param name="path">A model with one input of float images.</param>
    /// <param name="threads">The numbers of threads of a call that can be measured.</param>
    public ModelAlone(string path, IEnumerable<int> threads)
    {
        _models = threads.Distinct().ToDictionary(count => count, count => OnnxModel.Open(path, new ClassifierOptions { Threads = count }));
        _input = _models.Values.First().Inputs is [{ Element: TensorElement.Float32, Shape: [TensorPort.Free, ..], HasRowsOfOneSize: true } input]
            ? input
            : throw new InferenceException($"{path}: expected one input of float images and a free batch. Measure another model.");
    }

    /// <summary>The input's name.</summary>
    public string Input => _input.Name;

    /// <summary>Lengths of one image with its batch of one.</summary>
    public long[] ImageShape => [1, .. _input.Shape.Skip(1)];

    /// <summary>Calls it for so long.</summary>
    public LoadResult Measure(InProcessSetting setting, TimeSpan time)
    {
        long[] shape = [setting.Batch, .. _input.Shape.Skip(1)];
        var data = new byte[shape.Aggregate((long)sizeof(float), (product, length) => product * length)];
        HostTensor[] inputs = [new HostTensor(_input.Name, TensorElement.Float32, shape, data)];
        var model = _models[setting.Threads];
        string[] outputs = [.. model.Outputs.Select(output => output.Name)];
        for (var i = 0; i < WarmUp; i++)
        {
            model.Run(inputs, outputs);
        }

        var clock = Stopwatch.StartNew();
        var callers = Enumerable.Range(0, setting.Callers).Select(_ => Task.Factory.StartNew(Call, TaskCreationOptions.LongRunning)).ToArray();
        var times = callers.SelectMany(caller => caller.GetAwaiter().GetResult()).Order().ToArray();
        return new LoadResult(times.Length * setting.Batch / clock.Elapsed.TotalSeconds, times[times.Length / 2], times[(int)(times.Length * 0.99)]);

        List<double> Call()
        {
            var own = new List<double>();
            do
            {
                var start = clock.Elapsed;
                model.Run(inputs, outputs);
                own.Add((clock.Elapsed - start).TotalMilliseconds);
            }
            while (clock.Elapsed < time);
            return own;
        }
    }

    /// <summary>The setting that computes most images.</summary>
    /// <param name="batches">The batches to try, with each number of threads, one caller and several.</param>
    /// <param name="time">How long each is tried.</param>
    public InProcessSetting FindBest(IReadOnlyList<int> batches, TimeSpan time) => (
        from threads in _models.Keys
        from callers in new[] { 1, 2, Environment.ProcessorCount }.Distinct()
        from batch in batches
        select new InProcessSetting(threads, callers, batch)).MaxBy(setting => Measure(setting, time).RowsPerSecond)!;

    public void Dispose()
    {
        foreach (var model in _models.Values)
        {
            model.Dispose();
        }
    }
}
