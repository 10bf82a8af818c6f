namespace ScaleNet.Architecture.Weights;

/// <content>Tuples, lists and dictionaries.</content>
internal sealed partial class PickleMachine
{
    private bool Build(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.EmptyTuple: Push(new PickleTuple([])); return true;
            case PickleOpcode.Tuple1: PushTuple(1); return true;
            case PickleOpcode.Tuple2: PushTuple(2); return true;
            case PickleOpcode.Tuple3: PushTuple(3); return true;
            case PickleOpcode.Tuple: Push(new PickleTuple(PopToMark())); return true;
            case PickleOpcode.EmptyList: Push(new PickleList()); return true;
            case PickleOpcode.List: PushList(PopToMark()); return true;
            case PickleOpcode.Append: Append([Pop()]); return true;
            case PickleOpcode.Appends: Append(PopToMark()); return true;
            case PickleOpcode.EmptyDict: Push(new PickleDictionary(isOrderedDict: false)); return true;
            case PickleOpcode.Dict: PushDictionary(PopToMark()); return true;
            case PickleOpcode.SetItem: SetItem(); return true;
            case PickleOpcode.SetItems: Assign(PopToMark()); return true;
            default: return false;
        }
    }

    private void PushTuple(int length)
    {
        var items = new object?[length];
        for (var i = length - 1; i >= 0; i--)
        {
            items[i] = Pop();
        }

        Push(new PickleTuple(items));
    }

    private void PushList(object?[] items)
    {
        Push(new PickleList());
        Append(items);
    }

    private void Append(object?[] items)
    {
        if (Peek() is not PickleList list)
        {
            throw _input.Error($"appends to a value of type {PickleValue.KindOf(Peek())} (expected list)");
        }

        foreach (var item in items)
        {
            list.Add(item);
        }

        RequireDepth(list);
    }

    private void PushDictionary(object?[] items)
    {
        Push(new PickleDictionary(isOrderedDict: false));
        Assign(items);
    }

    private void SetItem()
    {
        var value = Pop();
        Assign([Pop(), value]);
    }

    private void Assign(object?[] keysAndValues)
    {
        if (Peek() is not PickleDictionary dictionary)
        {
            throw _input.Error($"assigns a key of a value of type {PickleValue.KindOf(Peek())} (expected dict)");
        }

        if (keysAndValues.Length % 2 != 0)
        {
            throw _input.Error("assigns a key without a value");
        }

        for (var i = 0; i < keysAndValues.Length; i += 2)
        {
            if (keysAndValues[i] is not (string or long or double or bool))
            {
                throw _input.Error($"has a dictionary key of type {PickleValue.KindOf(keysAndValues[i])} "
                    + "(expected str or number)");
            }

            dictionary.Set(keysAndValues[i]!, keysAndValues[i + 1]);
        }

        RequireDepth(dictionary);
    }

    private void RequireDepth(INested container)
    {
        if (container.Depth > PickleLimits.MaxDepth)
        {
            throw _input.Error($"nests values more than {PickleLimits.MaxDepth} deep");
        }
    }
}
