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

    // Some methods make a number of their own, such as the factor of an addition, and hold it as little.
    [Fact]
    public void Every_method_that_makes_a_number_of_its_own_is_refused()
    {
        var refused = File.ReadLines(Path.Combine(Root(), ListName)).Select(line => line.Split(';')[0]).ToHashSet();

        var making = new[] { typeof(Tensor), typeof(linalg), typeof(nn.functional), typeof(special) }
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => !method.IsSpecialName && MakesNumber(method))
            .Select(method => $"M:{Name(method.DeclaringType!)}.{method.Name}({string.Join(',', method.GetParameters().Select(p => Name(p.ParameterType)))})");

        var missing = making.Except(refused).Order(StringComparer.Ordinal).ToList();
        Assert.True(missing.Count == 0, $"{ListName} lacks:\n{string.Join('\n', missing)}");
    }

    // Looks for a call (ECMA-335 III.3.19) of a conversion to a Scalar among the method's instructions.
    private static bool MakesNumber(MethodInfo method)
    {
        const byte call = 0x28;
        var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var place = 0; place + 4 < code.Length; place++)
        {
            if (code[place] == call && Resolve(method.Module, BitConverter.ToInt32(code, place + 1)) is { } called
                && called is MethodInfo { Name: "op_Implicit" or "ToScalar" } made && made.ReturnType == typeof(Scalar))
            {
                return true;
            }
        }

        return false;
    }

    private static MethodBase? Resolve(Module module, int token)
    {
        try
        {
            return module.ResolveMethod(token);
        }
        catch (Exception error) when (error is ArgumentException or BadImageFormatException)
        {
            return null; // bytes that happen to look like a call
        }
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
