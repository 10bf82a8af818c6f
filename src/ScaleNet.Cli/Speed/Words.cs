namespace ScaleNet.Cli.Speed;

/// <summary>What the command line, the table and the JSON call the choices of a measurement.</summary>
internal static class Words
{
    public const string Torch = "torch";
    public const string Onnx = "onnx";
    public const string Cpu = "cpu";
    public const string Cuda = "cuda";
    public const string Float32 = "float32";
    public const string Tf32 = "tf32";
    public const string BFloat16 = "bfloat16";

    public static string Of(BenchEngine engine) => engine == BenchEngine.Torch ? Torch : Onnx;

    public static string Of(BenchDevice device) => device == BenchDevice.Cpu ? Cpu : Cuda;

    public static string Of(BenchPrecision precision) => precision switch
    {
        BenchPrecision.Float32 => Float32,
        BenchPrecision.Tf32 => Tf32,
        _ => BFloat16,
    };
}
