using System.Numerics;

namespace ScaleNet.Architecture.Weights;

/// <summary>What the values that a pickle makes have in common.</summary>
/// <remarks>
/// None is null, bool is <see cref="bool"/>, int is <see cref="long"/> or <see cref="BigInteger"/>, float is
/// <see cref="double"/>, str is <see cref="string"/>, bytes is a byte array; the rest are types of this folder.
/// </remarks>
internal static class PickleValue
{
    /// <summary>Levels of containers; 0 for anything that is none.</summary>
    public static int DepthOf(object? value) => value is INested nested ? nested.Depth : 0;

    /// <summary>What Python calls the type of a value.</summary>
    public static string KindOf(object? value) => value switch
    {
        null => "None",
        bool => "bool",
        long or BigInteger => "int",
        double => "float",
        string => "str",
        byte[] => "bytes",
        PickleTuple => "tuple",
        PickleList => "list",
        PickleDictionary => "dict",
        PickleGlobal known => known.Name,
        TorchStorage => "storage",
        TorchTensorView => "tensor",
        _ => value.GetType().Name,
    };
}
