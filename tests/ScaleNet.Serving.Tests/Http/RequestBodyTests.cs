using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Http;
using ScaleNet.Serving.Http;

namespace ScaleNet.Serving.Tests.Http;

/// <summary>Where in memory a body stands.</summary>
public sealed class RequestBodyTests
{
    [Theory]
    [InlineData(100_000, true)]
    [InlineData(100_000, false)]
    [InlineData(40, true)]
    public async Task Bytes_behind_the_JSON_begin_where_an_element_of_any_size_may_stand(int length, bool saysLength)
    {
        for (var json = 0; json < 20; json++)
        {
            var bytes = Enumerable.Range(0, length).Select(index => (byte)index).ToArray();
            var request = new DefaultHttpContext().Request;
            request.Headers[Headers.JsonLength] = json.ToString(CultureInfo.InvariantCulture);
            request.ContentLength = saysLength ? length : null;
            request.Body = new MemoryStream(bytes);
            var held = new HeldBytes(1 << 20);
            using var share = held.Open();

            var body = (await RequestBody.ReadAsync(request, new ServerOptions { Models = [] }, share, ReceivedBody.CreateBuffers())).Bytes;

            Assert.Equal(bytes, body.ToArray());
            Assert.True(MemoryMarshal.TryGetArray(body, out var part));
            Assert.Equal(0, (part.Offset + json) % sizeof(double));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    [InlineData("many")]
    public async Task A_length_of_JSON_that_is_none_does_not_keep_the_body_from_being_read(string json)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers[Headers.JsonLength] = json;
        request.Body = new MemoryStream([1, 2, 3]);
        using var share = new HeldBytes(1 << 20).Open();

        var body = await RequestBody.ReadAsync(request, new ServerOptions { Models = [] }, share, ReceivedBody.CreateBuffers());

        Assert.Equal([1, 2, 3], body.Bytes.ToArray());
    }
}
