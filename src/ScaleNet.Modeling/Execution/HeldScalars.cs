using TorchSharp;

namespace ScaleNet.Modeling.Execution;

/// <summary>Numbers for tensors' operations that are never freed.</summary>
/// <remarks>
/// TorchSharp turns a number that an operation is given into a native object, which nothing holds while libtorch reads it: a garbage
/// collection, on another thread at that moment, frees it. With three threads and steady collections that was some ten calls in a
/// million, each an exception with a senseless message. So a number is turned into a <see cref="Scalar"/> that is disposed
/// after the operation, or is one of these; <c>BannedSymbols.Scalars.txt</c> lets nothing else pass.
/// </remarks>
internal static class HeldScalars
{
    public static readonly Scalar Zero = 0L.ToScalar();
    public static readonly Scalar One = 1L.ToScalar();
    public static readonly Scalar Two = 2L.ToScalar();
    public static readonly Scalar Nan = double.NaN.ToScalar();
}
