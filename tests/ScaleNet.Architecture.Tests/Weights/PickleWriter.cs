using System.Buffers.Binary;
using System.Text;
using ScaleNet.Architecture.Weights;

namespace ScaleNet.Architecture.Tests.Weights;

/// <summary>Writes pickles opcode by opcode, honest and hostile ones.</summary>
internal sealed class PickleWriter
{
    private readonly List<byte> _bytes = [];

    public PickleWriter(byte protocol = 2) => Op(PickleOpcode.Proto, protocol);

    public byte[] Stop() => Op(PickleOpcode.Stop)._bytes.ToArray();

    public PickleWriter Op(PickleOpcode opcode, params byte[] argument)
    {
        _bytes.Add((byte)opcode);
        _bytes.AddRange(argument);
        return this;
    }

    public PickleWriter Repeat(int times, params PickleOpcode[] opcodes)
    {
        for (var i = 0; i < times; i++)
        {
            _bytes.AddRange(Array.ConvertAll(opcodes, opcode => (byte)opcode));
        }

        return this;
    }

    public PickleWriter Text(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        Op(PickleOpcode.BinUnicode, Little32(utf8.Length));
        _bytes.AddRange(utf8);
        return this;
    }

    public PickleWriter Line(PickleOpcode opcode, string line) => Op(opcode, Encoding.ASCII.GetBytes(line + "\n"));

    public PickleWriter Int(long value)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return Op(PickleOpcode.Long1, [sizeof(long), .. bytes]);
    }

    public PickleWriter Ints(params long[] values)
    {
        Op(PickleOpcode.Mark);
        foreach (var value in values)
        {
            Int(value);
        }

        return Op(PickleOpcode.Tuple);
    }

    public PickleWriter Global(string module, string name) => Line(PickleOpcode.Global, $"{module}\n{name}");

    public PickleWriter StackGlobal(string module, string name) => Text(module).Text(name).Op(PickleOpcode.StackGlobal);

    public PickleWriter OrderedDict() =>
        Global("collections", "OrderedDict").Op(PickleOpcode.EmptyTuple).Op(PickleOpcode.Reduce);

    public PickleWriter Storage(string key, long count, string type = "FloatStorage") =>
        Op(PickleOpcode.Mark).Text("storage").Global("torch", type).Text(key).Text("cpu").Int(count)
            .Op(PickleOpcode.Tuple).Op(PickleOpcode.BinPersId);

    public PickleWriter Tensor(
        string key, long count, long offset, long[] shape, long[] strides, string type = "FloatStorage") =>
        Global("torch._utils", "_rebuild_tensor_v2").Op(PickleOpcode.Mark).Storage(key, count, type).Int(offset)
            .Ints(shape).Ints(strides).Op(PickleOpcode.NewFalse).OrderedDict().Op(PickleOpcode.Tuple).Op(PickleOpcode.Reduce);

    public static byte[] Little32(int value)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }
}
