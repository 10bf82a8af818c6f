using ScaleNet.Cli.CommandLine;

namespace ScaleNet.Cli.Tests.Commands;

/// <summary>What <c>serve</c> refuses before there is a server.</summary>
public sealed class ServeCommandTests
{
    [Fact]
    public void A_model_without_a_file_is_one_line() => CommandRunner.Run("serve", "x=", "--port", "0").FailedWith(
        ExitCode.BadInput, "x=: nothing behind the '=', expected NAME=MODEL.onnx. Name the file.");

    [Fact]
    public void So_is_a_key_without_a_file() => CommandRunner.Run("serve", "x.onnx", "--api-key-file", "").FailedWith(
        ExitCode.BadInput, "--api-key-file: got an empty text");

    [Theory]
    [InlineData("--batch-delay-ms", "100000", "expected a number from 0 to 86400.")]
    [InlineData("--reload-seconds", "1e7", "expected a number from 0 to 86400, a day.")]
    public void A_time_beyond_its_limits_is_told_both(string option, string value, string words)
    {
        var result = CommandRunner.Run("serve", "x.onnx", option, value);

        Assert.NotEqual(0, result.Code);
        Assert.Contains($"{option}: got '{value}', {words}", result.Log, StringComparison.Ordinal);
    }
}
