namespace ScaleNet.Serving.Tests.Protocol;

/// <summary>Requests that are wrong: each is answered 400 and one line.</summary>
public sealed class RefusedRequestTests(MeansServer server) : IClassFixture<MeansServer>
{
    private const string Good = """{"name":"pixels","shape":[1,3,4,4],"datatype":"FP32","data":[]}""";

    public static TheoryData<string, string> Wrong => new()
    {
        { "", "the request is not valid JSON" },
        { "{", "the request is not valid JSON" },
        { "[]", "the request: got an array, expected an object" },
        { "{}", "inputs: missing" },
        { """{"inputs":[]}""", "input 'pixels': missing" },
        { """{"inputs":{}}""", "inputs: got an object, expected an array" },
        { """{"inputs":[{}]}""", "an input has no name" },
        { """{"inputs":[7]}""", "inputs[0]: got 7, expected an object" },
        { """{"id":7,"inputs":[]}""", "id: got 7, expected a text" },
        { """{"inputs":[]} x""", "the request is not valid JSON" },
        { """{"inputs":[{"name":"\ud800"}]}""", "the request is not valid JSON" },
        { In("""{"name":"colours","shape":[1,3,4,4],"datatype":"FP32","data":[]}"""), "input 'colours': the model takes 'pixels'" },
        { In("""{"name":"pixels","shape":[1,3,4,4],"data":[]}"""), "input 'pixels': has no datatype" },
        { In("""{"name":"pixels","datatype":"FP32","data":[]}"""), "input 'pixels': has no shape" },
        { In("""{"name":"pixels","shape":[1,3,4,4],"datatype":"FP32"}"""), "input 'pixels': has no data" },
        { In("""{"name":"pixels","shape":[1,3,4,4],"datatype":"FP64","data":[]}"""), "got the datatype FP64, expected FP32" },
        { In("""{"name":"pixels","shape":[1,3,4,4],"datatype":"fp32","data":[]}"""), "got the datatype fp32, expected FP32" },
        { In("""{"name":"pixels","shape":[1,3,4],"datatype":"FP32","data":[]}"""), "got the shape [1, 3, 4], expected [-1, 3, 4, 4]" },
        { In("""{"name":"pixels","shape":[0,3,4,4],"datatype":"FP32","data":[]}"""), "got the shape [0, 3, 4, 4]" },
        { In("""{"name":"pixels","shape":[-1,3,4,4],"datatype":"FP32","data":[]}"""), "inputs[0].shape[0]: got -1, expected a whole number" },
        { In("""{"name":"pixels","shape":[1.5,3,4,4],"datatype":"FP32","data":[]}"""), "inputs[0].shape[0]: got 1.5" },
        { In("""{"name":"pixels","shape":[9223372036854775807,3,4,4],"datatype":"FP32","data":[]}"""), "is too large" },
        { In("""{"name":"pixels","shape":[100000000000,3,4,4],"datatype":"FP32","data":[]}"""), "is too large" },
        { In(Good), "input 'pixels'.data: got 0 elements, expected the 48 of its shape" },
        { In(With(49, "1")), "input 'pixels'.data: more than the 48 elements of its shape" },
        { In(With(48, "true")), "element 0: got true, expected a number of single precision" },
        { In(With(48, "\"1\"")), "element 0: got a text" },
        { In(With(48, "null")), "element 0: got null" },
        { In(With(48, "1e999")), "element 0: got 1e999" },
        { In(With(48, "NaN")), "the request is not valid JSON" },
        { In("""{"name":"pixels","shape":[1,3,4,4],"datatype":"FP32","data":7}"""), "got 7, expected an array" },
        { In($"{With(48, "1")},{With(48, "1")}"), "input 'pixels': given twice" },
        { In("""{"name":"pixels","shape":[1,3,4,4],"datatype":"FP32","parameters":{"binary_data_size":192}}"""), "the header Inference-Header-Content-Length is missing" },
        { $$"""{"inputs":[{{With(48, "1")}}],"outputs":[{"name":"question"}]}""", "output 'question': the model gives 'answer'" },
        { $$"""{"inputs":[{{With(48, "1")}}],"outputs":[{"name":"answer"},{"name":"answer"}]}""", "output 'answer': asked for twice" },
        { $$"""{"inputs":[{{With(48, "1")}}],"outputs":[{}]}""", "outputs[0]: has no name" },
        { "null", "the request: got null, expected an object" },
        { """{"inputs":null}""", "inputs: missing" },
        { """{"inputs":[null]}""", "inputs[0]: got null, expected an object" },
        { In("""{"name":null,"shape":[1,3,4,4],"datatype":"FP32","data":[]}"""), "an input has no name" },
        { In("""{"name":"pixels","shape":null,"datatype":"FP32","data":[]}"""), "input 'pixels': has no shape" },
        { In("""{"name":"pixels","shape":[1,3,4,4],"datatype":null,"data":[]}"""), "input 'pixels': has no datatype" },
        { In("""{"name":"pixels","shape":[1,3,4,4],"datatype":"FP32","data":null}"""), "input 'pixels': has no data" },
        { In("""{"name":"pixels","shape":[1,3,4,4],"datatype":"FP32","parameters":{"binary_data_size":null}}"""), "input 'pixels': has no data" },
        { $$"""{"inputs":[{{With(48, "1")}}],"outputs":[{"name":null}]}""", "outputs[0]: has no name" },
        { $$"""{"parameters":{"binary_data_output":1},"inputs":[{{With(48, "1")}}]}""", "parameters.binary_data_output: got 1, expected true or false" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_request_is_one_line(string json, string words)
    {
        var served = server.Served;

        var (status, answer) = await served.PostAsync("v2/models/means/infer", json);

        Assert.Equal(400, status);
        var property = Assert.Single(answer.EnumerateObject());
        Assert.Equal("error", property.Name);
        Assert.Contains(words, property.Value.GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\n', property.Value.GetString()!);
    }

    [Fact]
    public async Task What_is_null_is_as_if_it_were_left_out()
    {
        var served = server.Served;
        var input = With(48, "1")[..^1] + ""","parameters":null}""";

        var (status, answer) = await served.PostAsync(
            "v2/models/means/infer", $$"""{"id":null,"parameters":{"binary_data_output":null},"outputs":null,"inputs":[{{input}}]}""");
        var (other, named) = await served.PostAsync(
            "v2/models/means/infer", $$"""{"parameters":null,"outputs":[{"name":"answer","parameters":null}],"inputs":[{{input}}]}""");

        Assert.Equal((200, 200), (status, other));
        Assert.False(answer.TryGetProperty("id", out _));
        Assert.Equal(answer.GetRawText(), named.GetRawText());
    }

    [Theory]
    [InlineData("99999999999999999999", 192, "Inference-Header-Content-Length: got '99999999999999999999'")]
    [InlineData("-1", 192, "Inference-Header-Content-Length: got '-1'")]
    [InlineData("x", 192, "Inference-Header-Content-Length: got 'x'")]
    [InlineData(null, 192, "got 193 bytes behind the JSON, expected the 192 of the inputs", 193)]
    [InlineData(null, 192, "got 191 bytes behind the JSON, expected 192", 191)]
    [InlineData(null, 191, "binary_data_size is 191, expected the 192 bytes of its shape", 191)]
    public async Task So_is_one_with_wrong_bytes(string? header, int size, string words, int bytes = 192)
    {
        var served = server.Served;
        using var content = ExampleTests.Binary(
            In($$$"""{"name":"pixels","shape":[1,3,4,4],"datatype":"FP32","parameters":{"binary_data_size":{{{size}}}}}"""), new byte[bytes]);
        if (header is not null)
        {
            content.Headers.Remove("Inference-Header-Content-Length");
            content.Headers.Add("Inference-Header-Content-Length", header);
        }

        var (status, answer) = await served.PostAsync("v2/models/means/infer", content);

        Assert.Equal(400, status);
        Assert.Contains(words, answer.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public async Task So_is_one_with_a_value_that_is_no_number(float value)
    {
        var served = server.Served;
        byte[] tensor = [.. Enumerable.Range(0, 48).SelectMany(at => BitConverter.GetBytes(at == 5 ? value : 0))];
        using var content = ExampleTests.Binary(
            In("""{"name":"pixels","shape":[1,3,4,4],"datatype":"FP32","parameters":{"binary_data_size":192}}"""), tensor);

        var (status, answer) = await served.PostAsync("v2/models/means/infer", content);

        Assert.Equal(400, status);
        Assert.Equal("input 'pixels', element 5: got no finite number", answer.GetProperty("error").GetString());
    }

    [Fact]
    public async Task Nesting_that_would_fill_the_stack_is_refused()
    {
        var served = server.Served;

        var (status, answer) = await served.PostAsync("v2/models/means/infer", new string('[', 1_000_000));

        Assert.Equal(400, status);
        Assert.Contains("the request", answer.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_compressed_body_is_refused()
    {
        var served = server.Served;
        using var content = new StringContent("{}");
        content.Headers.ContentEncoding.Add("gzip");

        var (status, answer) = await served.PostAsync("v2/models/means/infer", content);

        Assert.Equal(415, status);
        Assert.Contains("the body is compressed (gzip)", answer.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    private static string In(string input) => $$"""{"inputs":[{{input}}]}""";

    private static string With(int count, string element) =>
        $$"""{"name":"pixels","shape":[1,3,4,4],"datatype":"FP32","data":[{{string.Join(",", Enumerable.Repeat(element, count))}}]}""";
}
