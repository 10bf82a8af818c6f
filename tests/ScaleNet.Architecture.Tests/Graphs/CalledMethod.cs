using System.Reflection;
using ScaleNet.Architecture.Graphs;

namespace ScaleNet.Architecture.Tests.Graphs;

/// <summary>A visitor whose every method answers with the kind of operation that it is for, and the context.</summary>
/// <remarks>A proxy, so that an operation that is new to the interface needs no method here.</remarks>
public class CalledMethod : DispatchProxy
{
    internal static IOpVisitor<string, string> Create() => Create<IOpVisitor<string, string>, CalledMethod>();

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        $"{targetMethod!.GetParameters()[0].ParameterType.Name} {args![1]}";
}
