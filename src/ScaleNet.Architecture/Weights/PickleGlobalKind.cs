namespace ScaleNet.Architecture.Weights;

/// <summary>What an allowed Python name stands for; none of them runs foreign code.</summary>
internal enum PickleGlobalKind
{
    OrderedDict,
    Size,
    RebuildTensor,
    RebuildTensorV2,
    RebuildParameter,
    Storage,
}
