using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ScaleNet.Guides;

/// <summary>The lines of the guides, run by a shell as they stand, with the tool that was built.</summary>
[Trait("Tier", "slow")]
public sealed class ShellTests
{
    private const string Port = "8000";

    // What a reader's shell does not have: an end at the first failure, and of the server with the script.
    private const string Opening = "set -euo pipefail\nstop() { jobs -p | xargs -r kill; wait || true; }\ntrap stop EXIT\n";

    [Theory]
    [InlineData("predict", "network.onnx", "answer.json")]
    [InlineData("train", "sheet.png", "runs/first/report.html", "first.onnx", "runs/found/metrics.jsonl")]
    [InlineData("backbone", "mine.onnx", "runs/mine/network.json")]
    [InlineData("serve", "metrics.txt")]
    public void The_lines_of_a_guide_work(string guide, params string[] made)
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "/bin/bash: not there, and the lines are for it.");
        using var folder = new WorkFolder();

        var script = Opening + string.Join('\n', Guide.Blocks(guide, "bash")).Replace(Port, FreePort(), StringComparison.Ordinal);
        var (code, text) = Run("/bin/bash", "-c", script);

        Assert.True(code == 0, text);
        Assert.All(made, file => Assert.True(File.Exists(file), $"{file} is missing: {text}"));
    }

    [Fact]
    public void The_Python_of_the_guide_works()
    {
        Assert.SkipUnless(
            File.Exists("/usr/bin/python3") && Run("/usr/bin/python3", "-c", "import tritonclient.http").Code == 0,
            "python3 with tritonclient[http]: not there.");
        using var folder = new WorkFolder();
        WorkFolder.Export("network.onnx");
        var port = FreePort();
        File.WriteAllText("ask.py", Assert.Single(Guide.Blocks("serve", "python")).Replace(Port, port, StringComparison.Ordinal));

        var wait = Guide.Blocks("serve", "bash")[0].Split('\n').Single(line => line.StartsWith("until ", StringComparison.Ordinal));
        var (code, text) = Run(
            "/bin/bash", "-c", $"{Opening}scalenet serve network.onnx --port {Port} &\n{wait}\npython3 ask.py".Replace(Port, port, StringComparison.Ordinal));

        Assert.True(code == 0, text);
        Assert.Contains("[[", text, StringComparison.Ordinal);
    }

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }

    private static (int Code, string Text) Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{AppContext.BaseDirectory}:{Environment.GetEnvironmentVariable("PATH")}";
        using var process = Process.Start(start)!;
        var log = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + log.GetAwaiter().GetResult());
    }
}
