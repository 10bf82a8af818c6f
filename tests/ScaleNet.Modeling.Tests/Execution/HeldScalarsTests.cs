using System.Reflection;
using TorchSharp;
using static TorchSharp.torch;

namespace ScaleNet.Modeling.Tests.Execution;

/// <summary>The build refuses numbers for tensors that nothing holds while libtorch reads them.</summary>
public sealed class HeldScalarsTests
{
    private const string ListName = "BannedSymbols.Scalars.txt";

    [Fact]
    public void Every_way_to_give_a_number_that_nothing_holds_is_refused()
    {
        var refused = File.ReadLines(Path.Combine(Root(), ListName)).Select(line => line.Split(';')[0]).ToHashSet();

        var conversions = Operators(typeof(Scalar))
            .Where(method => method.Name == "op_Implicit" && method.ReturnType == typeof(Scalar))
            .Select(method => $"M:TorchSharp.Scalar.op_Implicit({Name(method.GetParameters()[0].ParameterType)})~TorchSharp.Scalar");
        var arithmetic = Operators(typeof(Tensor))
            .Where(method => method.GetParameters() is [var a, var b] && (a.ParameterType.IsPrimitive || b.ParameterType.IsPrimitive))
            .Select(method => $"M:TorchSharp.torch.Tensor.{method.Name}({string.Join(',', method.GetParameters().Select(p => Name(p.ParameterType)))})");

        Assert.Empty(conversions.Concat(arithmetic).Except(refused));
    }

    private static IEnumerable<MethodInfo> Operators(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.Static).Where(method => method.IsSpecialName);

    private static string Name(Type type) => type.IsGenericType
        ? $"{type.Namespace}.{type.Name.Split('`')[0]}{{{string.Join(',', type.GetGenericArguments().Select(Name))}}}"
        : type.FullName!.Replace('+', '.');

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, ListName)))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException(ListName);
        }

        return folder;
    }
}
