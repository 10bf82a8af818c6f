namespace ScaleNet.Architecture.Weights;

/// <content>Names, calls and persistent identifiers: where other readers of pickles run foreign code.</content>
internal sealed partial class PickleMachine
{
    private const string SaveTensors = "Do not trust this file; if you made it, save model.state_dict() alone.";

    private bool Name(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Global: PushGlobal(_input.ReadLine(), _input.ReadLine()); return true;
            case PickleOpcode.StackGlobal: PushGlobalFromStack(); return true;
            case PickleOpcode.BinPersId: Push(_storages.Resolve(Pop(), _input)); return true;
            case PickleOpcode.Reduce: Call(); return true;
            case PickleOpcode.Build: SetState(); return true;
            case PickleOpcode.Inst: throw Refused($"{_input.ReadLine()}.{_input.ReadLine()}");
            case PickleOpcode.Ext1 or PickleOpcode.Ext2 or PickleOpcode.Ext4:
                throw Refused("of a registered extension");
            case PickleOpcode.NewObj or PickleOpcode.NewObjEx or PickleOpcode.Obj:
                throw _input.Error($"makes an object with opcode {Describe(opcode)}", SaveTensors);
            default: return false;
        }
    }

    private void PushGlobal(string module, string name) =>
        Push(PickleGlobals.Find(module, name) ?? throw Refused($"{module}.{name}"));

    private void PushGlobalFromStack()
    {
        var name = Pop();
        if (Pop() is not string module || name is not string attribute)
        {
            throw _input.Error("names a global with values that are not strings");
        }

        PushGlobal(module, attribute);
    }

    private void Call()
    {
        var arguments = Pop();
        Push(TorchCalls.Invoke(Pop(), arguments, _input));
    }

    private void SetState()
    {
        var state = Pop();

        // Module.state_dict() hangs its version numbers (_metadata) on the dictionary; shapes and keys need none of it.
        if (Peek() is not PickleDictionary { IsOrderedDict: true } || state is not PickleDictionary)
        {
            throw _input.Error(
                $"sets attributes of a value of type {PickleValue.KindOf(Peek())} from {PickleValue.KindOf(state)}",
                SaveTensors);
        }
    }

    private CheckpointException Refused(string global) =>
        _input.Error($"asks for the global {Quoted.Bare(global)}, which is not allowed; nothing was run", SaveTensors);
}
