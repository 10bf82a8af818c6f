using System.Diagnostics;
using ScaleNet.Deployment.Inference;

namespace ScaleNet.ServingLoad;

/// <summary>ONNX Runtime without a server: what the server can reach at most.</summary>
internal sealed class ModelAlone : IDisposable
{
    private const int WarmUp = 5; // calls of each caller that are not counted

    private readonly OnnxModel _model;
    private readonly TensorPort _input;

    /// <param name="path">A model with one input of float images.</param>
    /// <param name="threads">Threads that compute one call, as the server has them.</param>
    public ModelAlone(string path, int threads)
    {
        _model = OnnxModel.Open(path, new ClassifierOptions { Threads = threads });
        _input = _model.Inputs is [{ Element: TensorElement.Float32, Shape: [TensorPort.Free, ..] } input] && !input.Shape.Skip(1).Contains(TensorPort.Free)
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
        string[] outputs = [.. _model.Outputs.Select(output => output.Name)];
        for (var i = 0; i < WarmUp; i++)
        {
            _model.Run(inputs, outputs);
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
                _model.Run(inputs, outputs);
                own.Add((clock.Elapsed - start).TotalMilliseconds);
            }
            while (clock.Elapsed < time);
            return own;
        }
    }

    /// <summary>The setting that computes most images.</summary>
    /// <param name="batches">The batches to try, with one caller and with several.</param>
    /// <param name="time">How long each is tried.</param>
    public InProcessSetting FindBest(IReadOnlyList<int> batches, TimeSpan time) => (
        from callers in new[] { 1, 2, Environment.ProcessorCount }.Distinct()
        from batch in batches
        select new InProcessSetting(callers, batch)).MaxBy(setting => Measure(setting, time).RowsPerSecond)!;

    public void Dispose() => _model.Dispose();
}
