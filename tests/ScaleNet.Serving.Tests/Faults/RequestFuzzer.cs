using System.Text;

namespace ScaleNet.Serving.Tests.Faults;

/// <summary>Requests of the model of means, and what becomes of them on bad ways.</summary>
/// <remarks>A case is a body, the header of its JSON's length (null for none), and the statuses that may answer it.</remarks>
internal static class RequestFuzzer
{
    private const int Elements = 48; // of a row, [3, 4, 4]
    private const string Rest = ",3,4,4]";

    private static readonly int[] Good = [200];
    private static readonly int[] Bad = [400];
    private static readonly int[] Either = [200, 400];

    private static readonly string[] Numbers =
    [
        "1e999", "-1e999", "1e39", "NaN", "Infinity", "-", "0x10", "01", "1.", "true", "null", "\"1\"", "{}", "[]", new string('9', 400), "1e-999999999999", "--1",
    ];

    private static readonly string[] Lengths =
    [
        "0", "-1", "1.5", "1e3", "9223372036854775807", "9223372036854775808", "4294967296", "2147483648", "100000000", "10000000", "\"1\"", "null", "[1]",
    ];

    private static readonly string[] Kinds = ["FP64", "fp32", "BYTES", "BF16", "INT32", "", "FP32 ", "\\u0000", "FP" + new string('3', 5000)];

    private static readonly string[] HeaderValues = ["-1", "0", "1", "x", "", "99999999999999999999", "2147483648", "1,1", "0x10"];

    /// <summary>A case; the same for the same state of the random numbers.</summary>
    public static (byte[] Body, string? Header, int[] Expected) Next(Random random)
    {
        var whole = Json(random, data: Data(random));
        return random.Next(14) switch
        {
            0 => (Utf8(whole), null, Good),
            1 => Binary(random, BitConverter.GetBytes(1.5f)) is var (body, header) ? (body, header, Good) : default,
            2 => (Flip(Utf8(whole), random), null, Either),
            3 => (Utf8(whole[..random.Next(whole.Length - 1)]), null, Bad),
            4 => (Utf8(Nested(random)), null, Bad),
            5 => (Utf8(Json(random, data: Replaced(random, Numbers))), null, Either), // a small number is 0
            6 => (Utf8(Json(random, shape: $"[{Lengths[random.Next(Lengths.Length)]}{Rest}", data: Data(random))), null, Either), // 1e3 is no whole number to us
            7 => (Utf8(Json(random, shape: $"[{string.Join(",", Enumerable.Range(0, random.Next(40)).Select(_ => Lengths[random.Next(Lengths.Length)]))}]", data: "[]")), null, Bad),
            8 => (Utf8(Doubled(random, whole)), null, Either),
            9 => (Spoil(Utf8(whole), random), null, Bad),
            10 => (Binary(random, BitConverter.GetBytes(2f)).Body, HeaderValues[random.Next(HeaderValues.Length)], Bad),
            11 => (Utf8(Json(random, data: Data(random), kind: Kinds[random.Next(Kinds.Length)])), null, Bad),
            12 => Binary(random, BitConverter.GetBytes(random.Next(2) == 0 ? float.NaN : float.NegativeInfinity)) is var (body, header) ? (body, header, Bad) : default,
            _ => (Bytes(random, random.Next(2000)), random.Next(2) == 0 ? null : $"{random.Next(2000)}", Bad),
        };
    }

    /// <summary>A right request of one row of ones.</summary>
    public static string Ones { get; } =
        $$"""{"inputs":[{"name":"pixels","shape":[1{{Rest}},"datatype":"FP32","data":[{{string.Join(",", Enumerable.Repeat("1", Elements))}}]}]}""";

    private static string Json(Random random, string shape = "[1" + Rest, string data = "[]", string kind = "FP32")
    {
        string[] parts = [$"\"name\":\"pixels\"", $"\"shape\":{shape}", $"\"datatype\":\"{kind}\"", $"\"data\":{data}"];
        random.Shuffle(parts);
        return $"{{\"id\":\"{random.Next()}\",\"inputs\":[{{{string.Join(",", parts)}}}]}}";
    }

    private static string Data(Random random) =>
        $"[{string.Join(",", Enumerable.Range(0, Elements).Select(_ => random.Next(-1000, 1000)))}]";

    private static string Replaced(Random random, string[] values)
    {
        var at = random.Next(Elements);
        return $"[{string.Join(",", Enumerable.Range(0, Elements).Select(i => i == at ? values[random.Next(values.Length)] : "1"))}]";
    }

    // Arrays or objects in each other, closed or not, in place of the request or of its data.
    private static string Nested(Random random)
    {
        var depth = random.Next(70, 5_000);
        var open = random.Next(2) == 0 ? "[" : "{\"a\":";
        var text = string.Concat(Enumerable.Repeat(open, depth)) + (random.Next(2) == 0 ? "" : "1" + new string(open == "[" ? ']' : '}', depth));
        return random.Next(3) switch
        {
            0 => text,
            1 => Json(random, data: text),
            _ => $"{{\"parameters\":{text}}}",
        };
    }

    private static string Doubled(Random random, string whole)
    {
        string[] keys = ["\"inputs\":[],", "\"inputs\":7,", "\"id\":\"x\",\"id\":\"y\",", "\"outputs\":[],\"outputs\":[],", "\"parameters\":{},\"parameters\":{},"];
        return whole.Insert(1, string.Concat(Enumerable.Repeat(keys[random.Next(keys.Length)], random.Next(1, 50))));
    }

    private static (byte[] Body, string Header) Binary(Random random, byte[] last)
    {
        var json = Utf8(
            $$$"""{"id":"{{{random.Next()}}}","inputs":[{"name":"pixels","shape":[1{{{Rest}}},"datatype":"FP32","parameters":{"binary_data_size":192}}]}""");
        return ([.. json, .. new byte[(Elements - 1) * sizeof(float)], .. last], $"{json.Length}");
    }

    private static byte[] Flip(byte[] bytes, Random random)
    {
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        }

        return bytes;
    }

    // Bytes that are in no UTF-8 text.
    private static byte[] Spoil(byte[] bytes, Random random)
    {
        byte[] never = [0xC0, 0xC1, 0xF5, 0xFE, 0xFF];
        bytes[random.Next(bytes.Length)] = never[random.Next(never.Length)];
        return bytes;
    }

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
