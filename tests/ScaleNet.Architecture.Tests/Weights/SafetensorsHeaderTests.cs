using System.Buffers.Binary;
using System.Text;
using ScaleNet.Architecture.Weights;

namespace ScaleNet.Architecture.Tests.Weights;

public sealed class SafetensorsHeaderTests
{
    private const string Two = """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"U8","shape":[4],"data_offsets":[8,12]}}""";

    [Fact]
    public void Tensors_keep_the_order_of_the_header_and_metadata_is_kept()
    {
        var weights = TorchFile.Read(File("""
            {"z":{"dtype":"U8","shape":[2,2],"data_offsets":[8,12]},"__metadata__":{"format":"pt"},
             "a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"e":{"dtype":"F64","shape":[0,3],"data_offsets":[8,8]},
             "s":{"dtype":"I64","shape":[],"data_offsets":[12,20]}}     
            """, 20));

        Assert.Equal(["z", "a", "e", "s"], weights.Tensors.Keys);
        Assert.Equal("pt", weights.Metadata["format"]);
        Assert.Equal(0, weights.Tensors["e"].ElementCount);
        Assert.Equal(1, weights.Tensors["s"].ElementCount);
    }

    [Theory]
    [InlineData("no brace", " {}", 0, "expected '{'")]
    [InlineData("no JSON", "{\"a\"", 0, "no valid JSON")]
    [InlineData("text behind the object", "{}{}", 0, "no valid JSON")]
    [InlineData("lone surrogate", """{"\ud800":1}""", 0, "Unicode")]
    [InlineData("entry that is a number", """{"a":1}""", 0, "expected an object")]
    [InlineData("metadata that is no text", """{"__metadata__":{"a":1}}""", 0, "expected a string")]
    [InlineData("unknown type", """{"a":{"dtype":"F8_E4M3","shape":[1],"data_offsets":[0,1]}}""", 1, "'F8_E4M3'")]
    [InlineData("type that is a number", """{"a":{"dtype":5,"shape":[1],"data_offsets":[0,1]}}""", 1, "'Number'")]
    [InlineData("no type", """{"a":{"shape":[1],"data_offsets":[0,1]}}""", 1, "lacks a field")]
    [InlineData("no shape", """{"a":{"dtype":"U8","data_offsets":[0,1]}}""", 1, "lacks a field")]
    [InlineData("no offsets", """{"a":{"dtype":"U8","shape":[1]}}""", 1, "lacks a field")]
    [InlineData("unknown field", """{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1],"x":1}}""", 1, "unknown field 'x'")]
    [InlineData("negative size", """{"a":{"dtype":"U8","shape":[-1],"data_offsets":[0,1]}}""", 1, "'-1'")]
    [InlineData("fractional size", """{"a":{"dtype":"U8","shape":[1.5],"data_offsets":[0,1]}}""", 1, "'1.5'")]
    [InlineData("size over 2^63", """{"a":{"dtype":"U8","shape":[9999999999999999999],"data_offsets":[0,1]}}""", 1, "9999")]
    [InlineData("shape that is text", """{"a":{"dtype":"U8","shape":"1","data_offsets":[0,1]}}""", 1, "expected an array")]
    [InlineData("shape that overflows", """{"a":{"dtype":"U8","shape":[4294967296,4294967296],"data_offsets":[0,1]}}""", 1, "too large")]
    [InlineData("bytes that overflow", """{"a":{"dtype":"F64","shape":[4611686018427387904],"data_offsets":[0,0]}}""", 0, "too large")]
    [InlineData("shape against offsets", """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, "needs 8")]
    [InlineData("negative offset", """{"a":{"dtype":"U8","shape":[1],"data_offsets":[-1,0]}}""", 1, "'-1'")]
    [InlineData("reversed offsets", """{"a":{"dtype":"U8","shape":[1],"data_offsets":[1,0]}}""", 1, "not smaller")]
    [InlineData("three offsets", """{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1,2]}}""", 1, "begin and an end")]
    [InlineData("outside the file", """{"a":{"dtype":"U8","shape":[9],"data_offsets":[0,9]}}""", 4, "ends early")]
    [InlineData("far outside", """{"a":{"dtype":"U8","shape":[9000000000000000000],"data_offsets":[0,9000000000000000000]}}""", 4, "ends early")]
    [InlineData("gap at the start", """{"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", 2, "gap")]
    [InlineData("gap between", """{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"U8","shape":[1],"data_offsets":[2,3]}}""", 3, "gap")]
    [InlineData("overlap", """{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}""", 3, "overlaps")]
    [InlineData("the same bytes twice", """{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""", 2, "overlaps")]
    [InlineData("empty tensor inside another", """{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[0],"data_offsets":[1,1]}}""", 2, "overlaps")]
    [InlineData("bytes behind", Two, 13, "behind the last tensor")]
    [InlineData("bytes without tensors", "{}", 1, "behind the last tensor")]
    [InlineData("key twice", """{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}""", 0, "uplicate")]
    [InlineData("field twice", """{"a":{"dtype":"U8","dtype":"U8","shape":[0],"data_offsets":[0,0]}}""", 0, "uplicate")]
    [InlineData("metadata twice", """{"__metadata__":{},"__metadata__":{}}""", 0, "uplicate")]
    public void A_header_that_breaks_a_rule_is_refused(string rule, string header, int dataBytes, string reason)
    {
        var error = Assert.Throws<CheckpointException>(() => SafetensorsReader.Read(new MemoryStream(File(header, dataBytes))));

        Assert.True(error.Message.Contains(reason, StringComparison.Ordinal), $"{rule}: {error.Message}");
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData(0, "out of range")]
    [InlineData(1, "out of range")]
    [InlineData(100_000_001, "out of range")]
    [InlineData(-1, "out of range")]
    [InlineData(100_000_000, "not inside the file")]
    [InlineData(114, "not inside the file")]
    public void A_header_length_that_cannot_be_is_refused(long length, string reason)
    {
        var file = File(Two, 4);
        BinaryPrimitives.WriteInt64LittleEndian(file, length);

        var error = Assert.Throws<CheckpointException>(() => SafetensorsReader.Read(new MemoryStream(file)));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_nesting_is_refused() =>
        TorchFile.Refusal(File("{\"a\":" + new string('[', 1_000_000) + "}", 0));

    private static byte[] File(string header, int dataBytes)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var length = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, text.Length);
        return [.. length, .. text, .. new byte[dataBytes]];
    }
}
