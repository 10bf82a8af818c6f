using System.Collections.Immutable;

namespace ScaleNet.Architecture.Weights;

/// <summary>What the allowed Python functions do when a pickle calls them; every argument is checked.</summary>
internal static class TorchCalls
{
    /// <summary>The result of a call.</summary>
    public static object Invoke(object? callee, object? arguments, PickleInput input)
    {
        if (callee is not PickleGlobal function || arguments is not PickleTuple { Items: var values })
        {
            throw input.Error(
                $"calls {PickleValue.KindOf(callee)} with {PickleValue.KindOf(arguments)} "
                + "(expected a function and a tuple)");
        }

        return (function.Kind, values) switch
        {
            (PickleGlobalKind.OrderedDict, []) => new PickleDictionary(isOrderedDict: true),
            (PickleGlobalKind.Size, [PickleTuple sizes]) => sizes,
            (PickleGlobalKind.RebuildTensor, [TorchStorage storage, long offset, PickleTuple shape, PickleTuple strides]) =>
                View(storage, offset, shape, strides, input),
            (PickleGlobalKind.RebuildTensorV2,
                [TorchStorage storage, long offset, PickleTuple shape, PickleTuple strides, bool, var hooks])
                when HasNoHooks(hooks) => View(storage, offset, shape, strides, input),
            (PickleGlobalKind.RebuildParameter, [TorchTensorView data, bool, var hooks]) when HasNoHooks(hooks) => data,
            _ => throw input.Error($"calls {function.Name} with arguments that it does not take"),
        };
    }

    private static bool HasNoHooks(object? hooks) => hooks is null or PickleDictionary { Count: 0 };

    private static TorchTensorView View(
        TorchStorage storage, long offset, PickleTuple shape, PickleTuple strides, PickleInput input)
    {
        var view = new TorchTensorView(storage, offset, Integers(shape, input), Integers(strides, input));
        if (view.Shape.Length != view.Strides.Length)
        {
            throw input.Error($"has a tensor with {view.Shape.Length} sizes and {view.Strides.Length} strides");
        }

        if (!TensorShape.TryCount(view.Shape.AsSpan(), out var count)
            || !TensorShape.TryByteCount(count, storage.Element, out _))
        {
            throw input.Error($"has a tensor with the impossible shape {TensorShape.Text(view.Shape)}");
        }

        if (offset < 0 || offset > storage.Count || (count > 0 && LastElement(view) >= storage.Count))
        {
            throw input.Error(
                $"has a tensor that reaches outside its storage of {storage.Count} elements (offset {offset}, shape "
                + $"{TensorShape.Text(view.Shape)}, strides {TensorShape.Text(view.Strides)})");
        }

        return view;
    }

    // At most 64 products below 2^126: cannot overflow.
    private static Int128 LastElement(TorchTensorView view)
    {
        Int128 last = view.Offset;
        for (var axis = 0; axis < view.Shape.Length; axis++)
        {
            var distance = (Int128)(view.Shape[axis] - 1) * view.Strides[axis];
            if (distance > long.MaxValue)
            {
                return long.MaxValue;
            }

            last += distance;
        }

        return last;
    }

    private static ImmutableArray<long> Integers(PickleTuple tuple, PickleInput input)
    {
        if (tuple.Items.Count > PickleLimits.MaxTensorDimensions)
        {
            throw input.Error($"has a tensor with {tuple.Items.Count} dimensions");
        }

        var integers = ImmutableArray.CreateBuilder<long>(tuple.Items.Count);
        foreach (var item in tuple.Items)
        {
            integers.Add(item is long and >= 0
                ? (long)item
                : throw input.Error("has a tensor with a size or stride that is no integer from 0 up "
                    + $"(got {PickleValue.KindOf(item)})"));
        }

        return integers.MoveToImmutable();
    }
}
