using System.Text.Json;
using Google.Protobuf;
using Onnx;
using ScaleNet.Deployment.Export;
using ScaleNet.Deployment.Inference;

namespace ScaleNet.Deployment.Quantization;

/// <summary>Makes a model that computes with 8-bit integers of an exported one, without training.</summary>
/// <remarks>
/// Static quantisation after training. Sources: Jacob et al. 2018 for the arithmetic, Migacz 2017 for the choice of ranges by
/// entropy, onnxruntime.ai/docs/performance/model-optimizations/quantization.html for the QDQ format.
/// </remarks>
public sealed class Quantizer
{
    private readonly FloatModel _model;
    private readonly QuantizationOptions _options;
    private readonly Action<string> _say;
    private readonly CancellationToken _stop;
    private readonly Dictionary<string, OperatorState> _kept = [];
    private readonly List<string> _notes = [];

    private Quantizer(FloatModel model, QuantizationOptions options, Action<string> say, CancellationToken stop) =>
        (_model, _options, _say, _stop) = (model, options, say, stop);

    /// <summary>Quantises a model file.</summary>
    /// <param name="path">The float32 model.</param>
    /// <param name="output">Where the result goes; large tensors go to a file beside it, <c>NAME.data</c>.</param>
    /// <param name="images">What it is measured on.</param>
    /// <param name="options">How.</param>
    /// <param name="overwrite">Whether files that are there already are replaced.</param>
    /// <param name="say">Is told what is done, a line each.</param>
    /// <param name="stop">Gives up after the current batch.</param>
    /// <exception cref="QuantizationException">The model, the images or the options cannot be used.</exception>
    /// <exception cref="InferenceException">The model cannot be read or run.</exception>
    /// <exception cref="ExportException">The output cannot be written.</exception>
    public static QuantizationReport Run(
        string path, string output, QuantizationImages images, QuantizationOptions options, bool overwrite = false, Action<string>? say = null,
        CancellationToken stop = default)
    {
        ModelFile.RequireFree(output, overwrite);
        ModelFile.RequireOther(output, path);
        var model = FloatModel.Read(path);
        var quantizer = new Quantizer(model, options, say ?? (_ => { }), stop);
        var (result, report) = quantizer.Run(images);
        var file = ModelFile.Write(result, output, options.ExternalDataAbove, overwrite);
        return report with { FloatBytes = ModelFile.BytesOf(path), Bytes = file.Bytes + file.DataBytes };
    }

    /// <summary>Quantises a model in memory.</summary>
    internal static (ModelProto Model, QuantizationReport Report) Run(FloatModel model, QuantizationImages images, QuantizationOptions options) =>
        new Quantizer(model, options, _ => { }, CancellationToken.None).Run(images);

    private (ModelProto Model, QuantizationReport Report) Run(QuantizationImages images)
    {
        RequireLabels(images);
        foreach (var name in Exclusions.Find(_model, _options.Exclude))
        {
            _kept[name] = OperatorState.Excluded;
        }

        var plan = Plan();
        Require(plan);
        _say(FormattableString.Invariant($"calibrating {plan.Values.Count} values on {images.Calibration.Count} images"));
        var calibration = Calibration.Run(
            _model, plan.Values.SelectMany(plan.Sources).Distinct(), images.Calibration, _options, _stop);
        _say("measuring the error of each operator");
        var errors = NodeErrors.Measure(_model, plan, calibration, images.Calibration, _options, _stop);
        foreach (var (node, _) in errors.Where(error => error.Value < _options.LeastSignalToNoise))
        {
            _kept[node] = OperatorState.TooNoisy;
        }

        using var reference = Open(_model.Proto);
        if (_options.KeepAccuracyPoints is { } points)
        {
            Restore(points, errors, calibration, reference, images.Selection!);
        }

        plan = Plan();
        Require(plan);
        var result = Write(plan, calibration);
        var agreement = images.Comparison is { Count: > 0 } comparison ? Compare(reference, comparison, result) : null;
        _notes.AddRange(images.Calibration.Problems.Concat(images.Comparison?.Problems ?? []).Distinct().Select(problem => $"left out: {problem}"));
        var engine = EngineGraph.Of(result, _model.Source);
        NoteFloatConvolutions(plan, engine);
        NoteOverflow();
        return (result, new QuantizationReport
        {
            Options = _options,
            CalibrationImages = calibration.Images,
            Operators = [.. _model.Nodes.Select(node => Describe(node, plan, errors))],
            FloatBytes = _model.Proto.CalculateSize(),
            Bytes = result.CalculateSize(),
            Agreement = agreement,
            EngineOperators = EngineGraph.Count(engine),
            Notes = _notes,
        });
    }

    private QuantizationPlan Plan() => new(_model, _kept.Keys.ToHashSet(StringComparer.Ordinal));

    private void Require(QuantizationPlan plan)
    {
        if (!plan.Integers.Any(node => plan.Role(node) == OperatorRole.Weighted))
        {
            throw new QuantizationException(
                $"{_model.Source}: no convolution or linear layer is left to quantise (got {_kept.Count} that stay in float32). "
                + "Give another model, or exclude fewer.");
        }
    }

    private void RequireLabels(QuantizationImages images)
    {
        if (_options.KeepAccuracyPoints is not null && images.Selection is not { HasLabels: true, Count: > 0 })
        {
            throw new QuantizationException(
                $"{images.Calibration.Name}: images without labels of the model's classes cannot tell the accuracy that is to be kept. "
                + "Calibrate on the data set that it was trained on.");
        }
    }

    // The fewest of the worst operators with which the loss is small enough, found by doubling and halving.
    private void Restore(
        double points, IReadOnlyDictionary<string, double> errors, Calibration calibration, OnnxClassifier reference, CalibrationImages selection)
    {
        var meter = new AgreementMeter(reference, selection, BatchOf(reference), _stop);
        string[] worst = [.. errors.Where(error => !_kept.ContainsKey(error.Key)).OrderBy(error => error.Value).Select(error => error.Key)];
        var count = FewestRestored.Find(worst.Length, restored =>
        {
            var kept = _kept.Keys.Concat(worst.Take(restored)).ToHashSet(StringComparer.Ordinal);
            var plan = new QuantizationPlan(_model, kept);
            using var model = Open(QdqWriter.Write(_model, plan, calibration, _options));
            var agreement = meter.Compare(model);
            _say(FormattableString.Invariant(
                $"{restored} operators restored: {agreement.LostPoints:F2} points lost on {agreement.Images} images ({points} may be lost)"));
            return agreement.LostPoints <= points;
        });
        foreach (var node in worst.Take(count))
        {
            _kept[node] = OperatorState.Restored;
        }
    }

    private ModelProto Write(QuantizationPlan plan, Calibration calibration)
    {
        var result = QdqWriter.Write(_model, plan, calibration, _options);
        result.MetadataProps.Add(new StringStringEntryProto
        {
            Key = MetadataKeys.Quantization,
            Value = JsonSerializer.Serialize(new
            {
                weights = _options.ReduceWeights ? "int7" : "int8",
                activations = _options.Activations == ActivationType.UnsignedBytes ? "uint8" : "int8",
                calibration = _options.Method.ToString().ToLowerInvariant(),
                images = calibration.Images,
                float32 = _kept.Keys.Order(StringComparer.Ordinal),
            }),
        });
        return result;
    }

    private ModelAgreement Compare(OnnxClassifier reference, CalibrationImages images, ModelProto result)
    {
        _say(FormattableString.Invariant($"comparing on {images.Count} images"));
        using var model = Open(result);
        return new AgreementMeter(reference, images, BatchOf(reference), _stop).Compare(model);
    }

    private OnnxClassifier Open(ModelProto model) =>
        OnnxClassifier.Open(model.ToByteArray(), _model.Source, new ClassifierOptions { Threads = _options.Threads });

    private int BatchOf(OnnxClassifier model) => model.Description.FixedBatch ?? _options.BatchSize;

    private OperatorReport Describe(NodeProto node, QuantizationPlan plan, IReadOnlyDictionary<string, double> errors)
    {
        var state = plan.Role(node) switch
        {
            OperatorRole.Weighted or OperatorRole.Arithmetic => OperatorState.Quantized,
            OperatorRole.Carrier or OperatorRole.Clip => OperatorState.Carried,
            _ when _kept.TryGetValue(node.Output[0], out var reason) => reason,
            _ => IsBetweenFloats(node, plan) ? OperatorState.BetweenFloats : OperatorState.NotQuantizable,
        };
        var weights = node.Input.Skip(1).Select(_model.FloatConstant).OfType<TensorProto>()
            .Sum(tensor => tensor.Dims.Aggregate(1L, (product, length) => product * length));
        return new OperatorReport(
            Exclusions.NameOf(node), node.OpType, state, weights, errors.TryGetValue(node.Output[0], out var error) ? error : null);
    }

    private bool IsBetweenFloats(NodeProto node, QuantizationPlan plan) =>
        (node.OpType == OperatorRoles.Relu || OperatorRoles.Of(node, _model) == OperatorRole.Carrier)
        && OperatorRoles.Maps(node, OperatorRole.Carrier).All(input => !plan.IsMade(input));

    private void NoteFloatConvolutions(QuantizationPlan plan, IReadOnlyList<NodeProto> engine)
    {
        var computed = engine.Count(node => EngineGraph.FloatConvolutions.Contains(node.OpType));
        var planned = _model.Nodes.Count(node => node.OpType == OperatorRoles.Conv && plan.Role(node) == OperatorRole.Float);
        if (computed > planned)
        {
            _notes.Add(FormattableString.Invariant(
                $"ONNX Runtime computes {computed - planned} quantised convolutions in float32 on this machine; its kernels for x86 want uint8 activations"));
        }
    }

    private void NoteOverflow()
    {
        if (!_options.ReduceWeights && !IntegerProducts.AreExact)
        {
            _notes.Add("ONNX Runtime adds two products of bytes in 16 bits on this machine (x86 without VNNI), which overflow where both are large: "
                + "what is compared here suffers from it. Weights of 7 bits (--reduce-range) cannot overflow");
        }
    }
}
