using ScaleNet.Architecture.Weights;

namespace ScaleNet.Architecture.Tests.Weights;

/// <summary>Pickles that attack a reader: what they do, and what the refusal must mention.</summary>
internal static class Attacks
{
    private static readonly byte[] FourGigabytes = [0xff, 0xff, 0xff, 0xff];
    private static readonly byte[] MinusOne64 = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];

    public static IReadOnlyDictionary<string, (byte[] Pickle, string Reason)> All { get; } =
        Code().Concat(Objects()).Concat(Machine()).Concat(Sizes()).Concat(Storages()).Concat(Views())
            .ToDictionary(attack => attack.Name, attack => (attack.Pickle, attack.Reason));

    private static PickleWriter New => new();

    private static PickleWriter Dictionary => New.Op(PickleOpcode.EmptyDict);

    private static IEnumerable<(string Name, byte[] Pickle, string Reason)> Code()
    {
        yield return ("os.system", New.Global("os", "system").Text("touch /tmp/pwned").Op(PickleOpcode.Tuple1).Op(PickleOpcode.Reduce).Stop(), "os.system");
        yield return ("builtins.eval", new PickleWriter(4).StackGlobal("builtins", "eval").Text("1").Op(PickleOpcode.Tuple1).Op(PickleOpcode.Reduce).Stop(), "builtins.eval");
        yield return ("subprocess.Popen", New.Global("subprocess", "Popen").Stop(), "subprocess.Popen");
        yield return ("nested unpickler", New.Global("torch.storage", "_load_from_bytes").Stop(), "torch.storage._load_from_bytes");
        yield return ("dotted attribute", new PickleWriter(4).StackGlobal("torch", "_utils._rebuild_tensor_v2").Stop(), "torch._utils._rebuild_tensor_v2");
        yield return ("attribute of an allowed class", new PickleWriter(4).StackGlobal("collections", "OrderedDict.fromkeys").Stop(), "collections.OrderedDict.fromkeys");
        yield return ("module with a line break", new PickleWriter(4).StackGlobal("os\nsystem", "x").Stop(), "os\\u000asystem.x");
        yield return ("global from numbers", New.Int(1).Int(2).Op(PickleOpcode.StackGlobal).Stop(), "not strings");
        yield return ("INST", New.Op(PickleOpcode.Mark).Text("id").Line(PickleOpcode.Inst, "os\nsystem").Stop(), "os.system");
        yield return ("OBJ", New.Op(PickleOpcode.Mark).Global("collections", "OrderedDict").Op(PickleOpcode.Obj).Stop(), "Obj");
        yield return ("NEWOBJ", New.Global("collections", "OrderedDict").Op(PickleOpcode.EmptyTuple).Op(PickleOpcode.NewObj).Stop(), "NewObj");
        yield return ("NEWOBJ_EX", New.Op(PickleOpcode.NewObjEx).Stop(), "NewObjEx");
        yield return ("EXT1", New.Op(PickleOpcode.Ext1, 1).Stop(), "extension");
        yield return ("EXT4", New.Op(PickleOpcode.Ext4, FourGigabytes).Stop(), "extension");
        yield return ("namespace object", New.Global("argparse", "Namespace").Stop(), "argparse.Namespace");
    }

    private static IEnumerable<(string Name, byte[] Pickle, string Reason)> Objects()
    {
        yield return ("call of a string", New.Text("f").Op(PickleOpcode.EmptyTuple).Op(PickleOpcode.Reduce).Stop(), "calls str");
        yield return ("call with a list", New.Global("collections", "OrderedDict").Op(PickleOpcode.EmptyList).Op(PickleOpcode.Reduce).Stop(), "with list");
        yield return ("call with wrong arguments", New.Global("collections", "OrderedDict").Ints(1).Op(PickleOpcode.Reduce).Stop(), "arguments");
        yield return ("storage class called", New.Global("torch", "FloatStorage").Ints(1 << 30).Op(PickleOpcode.Reduce).Stop(), "torch.FloatStorage");
        yield return ("BUILD on a list", New.Op(PickleOpcode.EmptyList).Op(PickleOpcode.EmptyDict).Op(PickleOpcode.Build).Stop(), "sets attributes");
        yield return ("BUILD on a dict", Dictionary.Op(PickleOpcode.EmptyDict).Op(PickleOpcode.Build).Stop(), "sets attributes");
        yield return ("BUILD on a function", New.Global("torch._utils", "_rebuild_tensor_v2").Op(PickleOpcode.EmptyDict).Op(PickleOpcode.Build).Stop(), "sets attributes");
        yield return ("BUILD with a tuple", New.OrderedDict().Op(PickleOpcode.EmptyTuple).Op(PickleOpcode.Build).Stop(), "sets attributes");
        yield return ("SETITEM on a list", New.Op(PickleOpcode.EmptyList).Int(0).Int(0).Op(PickleOpcode.SetItem).Stop(), "expected dict");
        yield return ("SETITEMS on a tensor", New.Tensor("0", 4, 0, [4], [1]).Op(PickleOpcode.Mark).Int(0).Int(0).Op(PickleOpcode.SetItems).Stop(), "type tensor (expected dict)");
        yield return ("APPEND on a dict", Dictionary.Int(0).Op(PickleOpcode.Append).Stop(), "expected list");
        yield return ("list as key", Dictionary.Op(PickleOpcode.EmptyList).Int(0).Op(PickleOpcode.SetItem).Stop(), "key of type list");
        yield return ("hooks", New.Global("torch._utils", "_rebuild_parameter").Op(PickleOpcode.Mark).Tensor("0", 4, 0, [4], [1])
            .Op(PickleOpcode.NewTrue).OrderedDict().Int(1).Int(1).Op(PickleOpcode.SetItem).Op(PickleOpcode.Tuple).Op(PickleOpcode.Reduce).Stop(), "arguments");
        yield return ("set", New.Op(PickleOpcode.EmptySet).Stop(), "EmptySet");
    }

    private static IEnumerable<(string Name, byte[] Pickle, string Reason)> Machine()
    {
        yield return ("empty", New.Stop(), "empty stack");
        yield return ("no end", New.Int(1).Stop()[..^1], "ends early");
        yield return ("stack underflow", New.Op(PickleOpcode.Tuple3).Stop(), "empty stack");
        yield return ("underflow below a mark", New.Int(1).Op(PickleOpcode.Mark).Op(PickleOpcode.Tuple1).Stop(), "empty stack");
        yield return ("no mark", Dictionary.Op(PickleOpcode.SetItems).Stop(), "mark");
        yield return ("odd items", Dictionary.Op(PickleOpcode.Mark).Int(0).Op(PickleOpcode.SetItems).Stop(), "without a value");
        yield return ("unknown memo", New.Op(PickleOpcode.BinGet, 7).Stop(), "never memorized");
        yield return ("negative memo", New.Int(1).Line(PickleOpcode.Put, "-1").Stop(), "memorizes");
        yield return ("huge memo", New.Int(1).Op(PickleOpcode.LongBinPut, FourGigabytes).Stop(), "memorizes");
        yield return ("future protocol", new PickleWriter(9).Int(1).Stop(), "protocol 9");
        yield return ("unknown opcode", New.Op((PickleOpcode)0xfe).Stop(), "0xfe");
        yield return ("buffer opcode", New.Op(PickleOpcode.NextBuffer).Stop(), "NextBuffer");
        yield return ("not Unicode", New.Op(PickleOpcode.ShortBinUnicode, 1, 0xff).Stop(), "UTF-8");
        yield return ("no number", New.Line(PickleOpcode.Int, "twelve").Stop(), "twelve");
        yield return ("no float", New.Line(PickleOpcode.Float, "1.2.3").Stop(), "1.2.3");
        yield return ("unquoted string", New.Line(PickleOpcode.String, "abc").Stop(), "quotes");
        yield return ("text identifier", New.Line(PickleOpcode.PersId, "0").Stop(), "PersId");
    }

    private static IEnumerable<(string Name, byte[] Pickle, string Reason)> Sizes()
    {
        yield return ("string of 4 GB", New.Op(PickleOpcode.BinUnicode, FourGigabytes).Stop(), "ends early");
        yield return ("string of 2^64 - 1 bytes", New.Op(PickleOpcode.BinUnicode8, MinusOne64).Stop(), "ends early");
        yield return ("bytes of 2^64 - 1 bytes", New.Op(PickleOpcode.BinBytes8, MinusOne64).Stop(), "ends early");
        yield return ("integer of 4 GB", New.Op(PickleOpcode.Long4, FourGigabytes).Stop(), "integer of");
        yield return ("integer of 3000 digits", New.Line(PickleOpcode.Long, new string('9', 3000)).Stop(), "holds the integer");
        yield return ("endless line", New.Line(PickleOpcode.Unicode, new string('a', 100_000)).Stop(), "text line");
        yield return ("deep lists", New.Repeat(1000, PickleOpcode.EmptyList).Repeat(999, PickleOpcode.Append).Stop(), "deep");
        yield return ("deep tuples", New.Op(PickleOpcode.EmptyTuple).Repeat(100_000, PickleOpcode.Tuple1).Stop(), "deep");
        yield return ("deep dictionaries", New.Repeat(500, PickleOpcode.EmptyDict, PickleOpcode.NewTrue).Op(PickleOpcode.None)
            .Repeat(499, PickleOpcode.SetItem).Stop(), "deep");
        yield return ("deep marks", New.Repeat(100_000, PickleOpcode.Mark).Stop(), "deep");
        yield return ("memo bomb", New.Text("lol").Repeat(200, PickleOpcode.Dup, PickleOpcode.Tuple2).Stop(), "deep");
        yield return ("full stack", New.Repeat(100_000, PickleOpcode.None).Stop(), "stack of more than");
        yield return ("endless work", New.Repeat(1_100_000, PickleOpcode.None, PickleOpcode.Pop).Stop(), "operations");
    }

    private static IEnumerable<(string Name, byte[] Pickle, string Reason)> Storages()
    {
        yield return ("identifier is a number", New.Int(1).Op(PickleOpcode.BinPersId).Stop(), "no storage");
        yield return ("whole module", New.Op(PickleOpcode.Mark).Text("module").Text("m").Text("f").Text("source").Int(1)
            .Op(PickleOpcode.Tuple).Op(PickleOpcode.BinPersId).Stop(), "no storage");
        yield return ("storage class is a string", New.Op(PickleOpcode.Mark).Text("storage").Text("FloatStorage").Text("0").Text("cpu").Int(4)
            .Op(PickleOpcode.Tuple).Op(PickleOpcode.BinPersId).Stop(), "wrong types");
        yield return ("storage of -1 elements", New.Storage("0", -1).Stop(), "-1 elements");
        yield return ("storage of 2^62 floats", New.Storage("0", 1L << 62).Stop(), "elements");
        yield return ("two sizes of one storage", New.Storage("0", 4).Storage("0", 5).Stop(), "twice");
        yield return ("two types of one storage", New.Storage("0", 4).Storage("0", 4, "IntStorage").Stop(), "twice");
        yield return ("storage longer than its record", State(4096, 0, [4096], [1]), "has 16 bytes");
        yield return ("storage shorter than its record", State(2, 0, [2], [1]), "has 16 bytes");
        yield return ("storage of 2^50 bytes", State(1L << 48, 0, [1L << 48], [1]), "more than one array");
        yield return ("missing storage", New.OrderedDict().Text("w").Tensor("9", 4, 0, [4], [1]).Op(PickleOpcode.SetItem).Stop(), "no storage '9'");
        yield return ("storage in another folder", New.OrderedDict().Text("w").Tensor("../data.pkl", 4, 0, [4], [1]).Op(PickleOpcode.SetItem).Stop(), "no storage");
    }

    private static IEnumerable<(string Name, byte[] Pickle, string Reason)> Views()
    {
        yield return ("negative stride", State(4, 3, [4], [-1]), "from 0 up");
        yield return ("negative size", State(4, 0, [-4], [1]), "from 0 up");
        yield return ("negative offset", State(4, -1, [4], [1]), "outside its storage");
        yield return ("offset behind the end", State(4, 5, [0], [1]), "outside its storage");
        yield return ("view longer than its storage", State(4, 0, [5], [1]), "outside its storage");
        yield return ("view that strides outside", State(4, 0, [2, 2], [3, 1]), "outside its storage");
        yield return ("stride of 2^62", State(4, 0, [2, 2, 2, 2], [1L << 62, 1L << 62, 1L << 62, 1L << 62]), "outside its storage");
        yield return ("shape that overflows", State(4, 0, [1L << 32, 1L << 32], [0, 0]), "impossible shape");
        yield return ("bytes that overflow", State(4, 0, [1L << 62], [0]), "impossible shape");
        yield return ("more sizes than strides", State(4, 0, [2, 2], [1]), "2 sizes and 1 strides");
        yield return ("65 dimensions", State(4, 0, [.. Enumerable.Repeat(1L, 65)], [.. Enumerable.Repeat(1L, 65)]), "65 dimensions");
        yield return ("size that is a float", New.OrderedDict().Text("w").Global("torch._utils", "_rebuild_tensor_v2").Op(PickleOpcode.Mark)
            .Storage("0", 4).Int(0).Op(PickleOpcode.BinFloat, new byte[8]).Op(PickleOpcode.Tuple1).Ints(1).Op(PickleOpcode.NewFalse).OrderedDict()
            .Op(PickleOpcode.Tuple).Op(PickleOpcode.Reduce).Op(PickleOpcode.SetItem).Stop(), "got float");
        yield return ("256 MB out of four numbers", State(4, 0, [1L << 26], [0]), "of memory");
        yield return ("a terabyte out of four numbers", State(4, 0, [1L << 38], [0]), "more than one array");
    }

    private static byte[] State(long count, long offset, long[] shape, long[] strides) =>
        New.OrderedDict().Text("w").Tensor("0", count, offset, shape, strides).Op(PickleOpcode.SetItem).Stop();
}
