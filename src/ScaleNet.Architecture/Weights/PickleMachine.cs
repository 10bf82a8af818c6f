namespace ScaleNet.Architecture.Weights;

/// <summary>A stack machine for Python pickles that can only build plain data and tensor views.</summary>
/// <remarks>
/// It creates no object by name: the names of <see cref="PickleGlobals"/> stand for functions of
/// <see cref="TorchCalls"/>, and any other name ends the reading. Nothing here recurses, so nesting cannot overflow
/// the stack, and every opcode takes constant time or time in the bytes that it consumes.
/// </remarks>
internal sealed partial class PickleMachine
{
    private readonly PickleInput _input;
    private readonly TorchStorageTable _storages;
    private readonly List<object?> _stack = [];
    private readonly Stack<int> _marks = new();
    private readonly Dictionary<int, object?> _memo = [];

    private PickleMachine(PickleInput input, TorchStorageTable storages)
    {
        _input = input;
        _storages = storages;
    }

    /// <summary>Runs one pickle to its STOP and returns its value; the input is left behind it.</summary>
    public static object? Run(PickleInput input, TorchStorageTable storages) =>
        new PickleMachine(input, storages).Run();

    private object? Run()
    {
        for (var operation = 0; operation < PickleLimits.MaxOperations; operation++)
        {
            var opcode = (PickleOpcode)_input.ReadByte();
            if (opcode == PickleOpcode.Stop)
            {
                return Pop();
            }

            if (!PushScalar(opcode) && !PushText(opcode) && !Build(opcode) && !Rearrange(opcode) && !Name(opcode))
            {
                throw _input.Error($"holds opcode {Describe(opcode)}, which no state dictionary needs");
            }
        }

        throw _input.Error($"has more than {PickleLimits.MaxOperations} operations");
    }

    private void Push(object? value)
    {
        if (_stack.Count == PickleLimits.MaxStack)
        {
            throw _input.Error($"needs a stack of more than {PickleLimits.MaxStack} values");
        }

        if (PickleValue.DepthOf(value) > PickleLimits.MaxDepth)
        {
            throw _input.Error($"nests values more than {PickleLimits.MaxDepth} deep");
        }

        _stack.Add(value);
    }

    private object? Pop()
    {
        var value = Peek();
        _stack.RemoveAt(_stack.Count - 1);
        return value;
    }

    private object? Peek()
    {
        var floor = _marks.Count == 0 ? 0 : _marks.Peek();
        return _stack.Count > floor ? _stack[^1] : throw _input.Error("takes a value from an empty stack");
    }

    private object?[] PopToMark()
    {
        if (_marks.Count == 0)
        {
            throw _input.Error("looks for a mark that was never set");
        }

        var start = _marks.Pop();
        var values = _stack.GetRange(start, _stack.Count - start).ToArray();
        _stack.RemoveRange(start, values.Length);
        return values;
    }

    private bool Rearrange(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Mark: Mark(); return true;
            case PickleOpcode.Pop when _marks.Count > 0 && _marks.Peek() == _stack.Count: _marks.Pop(); return true;
            case PickleOpcode.Pop: Pop(); return true;
            case PickleOpcode.PopMark: PopToMark(); return true;
            case PickleOpcode.Dup: Push(Peek()); return true;
            case PickleOpcode.Get: Recall(ReadDecimal()); return true;
            case PickleOpcode.BinGet: Recall(_input.ReadByte()); return true;
            case PickleOpcode.LongBinGet: Recall(ReadUnsigned(sizeof(uint))); return true;
            case PickleOpcode.Put: Memorize(ReadDecimal()); return true;
            case PickleOpcode.BinPut: Memorize(_input.ReadByte()); return true;
            case PickleOpcode.LongBinPut: Memorize(ReadUnsigned(sizeof(uint))); return true;
            case PickleOpcode.Memoize: Memorize(_memo.Count); return true;
            case PickleOpcode.Proto: RequireProtocol(_input.ReadByte()); return true;
            // A hint for readers that load frame by frame; the bytes behind it are read as usual.
            case PickleOpcode.Frame: ReadUnsigned(sizeof(ulong)); return true;
            default: return false;
        }
    }

    private void Mark()
    {
        if (_marks.Count == PickleLimits.MaxMarks)
        {
            throw _input.Error($"nests values more than {PickleLimits.MaxMarks} deep");
        }

        _marks.Push(_stack.Count);
    }

    private void Recall(long index) =>
        Push(index is >= 0 and <= int.MaxValue && _memo.TryGetValue((int)index, out var value)
            ? value
            : throw _input.Error($"asks for value {index}, which was never memorized"));

    private void Memorize(long index)
    {
        // Python counts up from 0; the bound keeps a file from choosing indices whose hashes collide.
        if (index is < 0 or > PickleLimits.MaxOperations)
        {
            throw _input.Error($"memorizes a value under {index} (expected 0 to {PickleLimits.MaxOperations})");
        }

        _memo[(int)index] = Peek();
    }

    private void RequireProtocol(byte protocol)
    {
        if (protocol > PickleLimits.MaxProtocol)
        {
            throw _input.Error($"has protocol {protocol} (expected 0 to {PickleLimits.MaxProtocol})");
        }
    }

    private static string Describe(PickleOpcode opcode) =>
        Enum.IsDefined(opcode) ? $"0x{(byte)opcode:x2} ({opcode})" : $"0x{(byte)opcode:x2}";
}
