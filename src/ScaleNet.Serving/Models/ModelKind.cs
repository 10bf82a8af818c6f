namespace ScaleNet.Serving.Models;

/// <summary>What a model can be asked beside its plain tensors. A new kind of answer is a new word here and an endpoint that asks for it.</summary>
internal enum ModelKind
{
    /// <summary>Tensors only.</summary>
    Tensors,

    /// <summary>Classes of a picture.</summary>
    Classification,

    /// <summary>Objects in a picture.</summary>
    Detection,
}
