using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace ScaleNet.Deployment.Inference;

/// <summary>Any model with tensors going in and coming out, run by ONNX Runtime; every method may be called by many threads at once.</summary>
/// <remarks>It is in memory as a whole: its files may be replaced, cut or deleted while it is open.</remarks>
public sealed class OnnxModel : IDisposable
{
    private const long LargeInput = 64L << 20; // bytes; of all usual models and batches it is less
    private const string ShrinkEntry = "memory.enable_memory_arena_shrinkage";
    private const string Processor = "cpu:0";

    private readonly InferenceSession _session;

    private OnnxModel(InferenceSession session, ModelInspection inspection, string source)
    {
        _session = session;
        Source = source;
        EndsWithSoftmax = inspection.EndsWithSoftmax;
        Texts = session.ModelMetadata.CustomMetadataMap;
        Outline = inspection.Outline;
        Inputs = PortsOf(session.InputMetadata, "takes", source);
        Outputs = PortsOf(session.OutputMetadata, "gives", source);
    }

    /// <summary>What the model is called in errors.</summary>
    public string Source { get; }

    /// <summary>What it takes, in its order.</summary>
    public IReadOnlyList<TensorPort> Inputs { get; }

    /// <summary>What it gives, in its order.</summary>
    public IReadOnlyList<TensorPort> Outputs { get; }

    /// <summary>The texts that it carries, by key; ours are <see cref="Export.MetadataKeys"/>.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; }

    /// <summary>What can be said of any model.</summary>
    public ModelOutline Outline { get; }

    internal bool EndsWithSoftmax { get; }

    internal InferenceSession Session => _session;

    /// <summary>Opens a file; its tensors may be in other files of the same folder.</summary>
    /// <exception cref="InferenceException">It cannot be read, is no model, must not be run, or exchanges something other than tensors.</exception>
    public static OnnxModel Open(string path, ClassifierOptions? options = null) => Open(ReadFile(path), path, options);

    /// <summary>What a file holds, with the tensors of the files beside it put into it: what can be opened several times as the same model.</summary>
    /// <exception cref="InferenceException">It cannot be read, is no model, or must not be run.</exception>
    public static byte[] ReadFile(string path) => WholeModelFile.Read(path);

    /// <summary>Opens a model in memory; all its tensors must be in it.</summary>
    /// <param name="model">What a model file holds; borrowed during the call.</param>
    /// <param name="source">What to call it in errors.</param>
    /// <param name="options">How it is run.</param>
    /// <exception cref="InferenceException">It is no model, must not be run, or exchanges something other than tensors.</exception>
    public static OnnxModel Open(byte[] model, string source, ClassifierOptions? options = null) => ModelOpening.Memory(
        model,
        source,
        OnnxClassifier.SettingsOf(options ?? new()),
        (session, inspection) => new OnnxModel(session, inspection, source));

    /// <summary>Computes outputs.</summary>
    /// <param name="inputs">Every input once, each fitting its port; borrowed.</param>
    /// <param name="outputs">Names of what is wanted.</param>
    /// <exception cref="InferenceException">The model fails, as for tensors whose free lengths do not fit each other.</exception>
    public IReadOnlyList<HostTensor> Run(IReadOnlyList<HostTensor> inputs, IReadOnlyList<string> outputs)
    {
        var pins = new List<GCHandle>(inputs.Count);
        var values = new List<OrtValue>(inputs.Count);
        try
        {
            foreach (var input in inputs)
            {
                var data = ArrayOf(input.Data);
                pins.Add(GCHandle.Alloc(data.Array, GCHandleType.Pinned));
                values.Add(ValueOf(input, pins[^1].AddrOfPinnedObject() + data.Offset));
            }

            using var options = new RunOptions();
            if (inputs.Sum(input => (long)input.Data.Length) > LargeInput)
            {
                options.AddRunConfigEntry(ShrinkEntry, Processor); // else the runtime keeps for ever what it needed once
            }

            using var results = _session.Run(options, [.. inputs.Select(input => input.Name)], values, outputs);
            return [.. outputs.Zip(results, Copy)];
        }
        catch (OnnxRuntimeException problem)
        {
            throw new InferenceException($"{Source}: the model fails ({ModelOpening.OneLine(problem)}). Give other tensors.", problem);
        }
        finally
        {
            values.ForEach(value => value.Dispose());
            pins.ForEach(pin => pin.Free());
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    private static OrtValue ValueOf(HostTensor tensor, nint address) => OrtValue.CreateTensorValueWithData(
        OrtMemoryInfo.DefaultInstance, tensor.Element.ToRuntime(), tensor.Shape, address, tensor.Data.Length);

    private static ArraySegment<byte> ArrayOf(ReadOnlyMemory<byte> memory) =>
        MemoryMarshal.TryGetArray(memory, out var part) ? part : memory.ToArray();

    private HostTensor Copy(string name, OrtValue value)
    {
        var info = value.GetTensorTypeAndShape();
        return new HostTensor(name, ElementOf(info.ElementDataType, name, "gives", Source), info.Shape, value.GetTensorMutableRawData().ToArray());
    }

    private static TensorPort[] PortsOf(IReadOnlyDictionary<string, NodeMetadata> values, string verb, string source) =>
    [
        .. values.Select(value => value.Value.IsTensor
            ? new TensorPort(
                value.Key,
                ElementOf(value.Value.ElementDataType, value.Key, verb, source),
                [.. value.Value.Dimensions.Select(length => length > 0 ? length : TensorPort.Free)])
            : throw Refuse(value.Key, verb, "something that is no tensor", source)),
    ];

    private static TensorElement ElementOf(Microsoft.ML.OnnxRuntime.Tensors.TensorElementType type, string name, string verb, string source) =>
        TensorElementExtensions.FromRuntime(type)
        ?? throw Refuse(name, verb, $"elements of the kind {type.ToString().ToLowerInvariant()}", source);

    private static InferenceException Refuse(string name, string verb, string what, string source) => new(
        $"{source}: {verb} '{name}', {what}, expected numbers of 8 to 64 bits or truth values. Use another model.");
}
