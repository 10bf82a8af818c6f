using System.Text.Json;
using ScaleNet.Architecture.Tests;
using Kind = Onnx.TensorProto.Types.DataType;

namespace ScaleNet.Serving.Tests.Protocol;

/// <summary>Every kind of element comes back as it was sent, in both forms.</summary>
public sealed class DatatypeTests
{
    public static TheoryData<Kind, string, string, string> Kinds => new()
    {
        { Kind.Bool, "BOOL", "[true,false]", "0100" },
        { Kind.Uint8, "UINT8", "[0,255]", "00FF" },
        { Kind.Uint16, "UINT16", "[0,65535]", "0000FFFF" },
        { Kind.Uint32, "UINT32", "[0,4294967295]", "00000000FFFFFFFF" },
        { Kind.Uint64, "UINT64", "[0,18446744073709551615]", "0000000000000000FFFFFFFFFFFFFFFF" },
        { Kind.Int8, "INT8", "[-128,127]", "807F" },
        { Kind.Int16, "INT16", "[-32768,1]", "00800100" },
        { Kind.Int32, "INT32", "[-2147483648,1]", "0000008001000000" },
        { Kind.Int64, "INT64", "[-9223372036854775808,1]", "00000000000000800100000000000000" },
        { Kind.Float16, "FP16", "[1,-0.5]", "003C00B8" },
        { Kind.Float, "FP32", "[1,-0.1]", "0000803FCDCCCCBD" },
        { Kind.Double, "FP64", "[1,-0.5]", "000000000000F03F000000000000E0BF" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Elements_come_back_as_they_were_sent(Kind type, string name, string json, string bytes)
    {
        using var folder = new TemporaryFolder();
        await using var served = await Served.StartAsync(folder.Same(type));
        var metadata = JsonSerializer.Deserialize<JsonElement>((await served.GetAsync("v2/models/same")).Text);
        Assert.Equal($$"""[{"name":"input0","datatype":"{{name}}","shape":[-1,2]}]""", metadata.GetProperty("inputs").GetRawText());

        var (status, answer) = await served.PostAsync("v2/models/same/infer", Request($"\"data\":{json}"));

        Assert.True(status == 200, answer.GetRawText());
        Assert.Equal(json, answer.GetProperty("outputs")[0].GetProperty("data").GetRawText());

        var data = Convert.FromHexString(bytes);
        using var content = ExampleTests.Binary(
            Request($$"""
                "parameters":{"binary_data_size":{{data.Length}}}
                """, "\"parameters\":{\"binary_data_output\":true},"), data);
        using var binary = await served.AnswerToAsync("v2/models/same/infer", content);
        var body = await Served.BytesOf(binary);
        Assert.Equal(bytes, Convert.ToHexString(body[^data.Length..]));

        string Request(string elements, string parameters = "") =>
            $$"""{{{parameters}}"inputs":[{"name":"input0","shape":[1,2],"datatype":"{{name}}",{{elements}}}]}""";
    }
}
