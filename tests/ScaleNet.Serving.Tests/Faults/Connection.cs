using System.Net.Sockets;
using System.Text;

namespace ScaleNet.Serving.Tests.Faults;

/// <summary>A client that sends what it likes, as a socket sends it.</summary>
internal sealed class Connection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[64 << 10];
    private int _filled;

    public static async Task<Connection> OpenAsync(Served served, int receiveBuffer = 0)
    {
        var connection = new Connection();
        if (receiveBuffer > 0)
        {
            connection._socket.ReceiveBufferSize = receiveBuffer;
        }

        await connection._socket.ConnectAsync(served.Server.Address.Host, served.Server.Address.Port);
        return connection;
    }

    public Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await _socket.SendAsync(bytes)..];
        }
    }

    /// <summary>The next answer, head and body; null where the server has closed.</summary>
    public async Task<string?> ReadAnswerAsync()
    {
        while (true)
        {
            var text = Encoding.Latin1.GetString(_buffer, 0, _filled);
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0 && end + 4 + LengthIn(text[..end]) is var whole && whole <= _filled)
            {
                _buffer.AsSpan(whole, _filled - whole).CopyTo(_buffer);
                _filled -= whole;
                return text[..whole];
            }

            var read = await _socket.ReceiveAsync(_buffer.AsMemory(_filled));
            if (read == 0)
            {
                return null;
            }

            _filled += read;
        }
    }

    /// <summary>All that comes until the server closes; what a reset leaves of it.</summary>
    public async Task<string> ReadToEndAsync()
    {
        var text = new StringBuilder();
        try
        {
            for (var read = -1; read != 0; text.Append(Encoding.Latin1.GetString(_buffer, 0, Math.Max(read, 0))))
            {
                read = await _socket.ReceiveAsync(_buffer.AsMemory());
            }
        }
        catch (SocketException)
        {
            text.Append("(reset)");
        }

        return text.ToString();
    }

    /// <summary>Reads a little.</summary>
    /// <returns>Whether there was something; not where the server has closed.</returns>
    public async Task<bool> ReadSomeAsync(int most)
    {
        try
        {
            return await _socket.ReceiveAsync(_buffer.AsMemory(0, most)) > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Says that no more comes, and still reads.</summary>
    public void EndSending() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>Goes without a word: the other side gets a reset.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        _socket.Dispose();
    }

    public void Dispose() => _socket.Dispose();

    private static int LengthIn(string head)
    {
        const string name = "Content-Length: ";
        var at = head.IndexOf(name, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? 0 : int.Parse(head[(at + name.Length)..].Split("\r\n")[0], System.Globalization.CultureInfo.InvariantCulture);
    }
}
