namespace ScaleNet.Cli.Tests.Commands;

/// <summary>What is refused before anything is loaded or measured.</summary>
public sealed class BenchCommandTests
{
    [Theory]
    [InlineData("--engine onnx --device cuda", "--engine onnx --device cuda: ", "on the processor only", "Use --engine torch.")]
    [InlineData("--engine onnx --training", "--engine onnx --training: ", "do not learn")]
    [InlineData("--engine onnx --precision float32,bfloat16", "--engine onnx --precision bfloat16: ", "compute in float32")]
    [InlineData("--precision tf32", "--precision tf32: ", "Use float32.")]
    [InlineData("--precision float16", "--precision: got 'float16', expected float32, bfloat16 or tf32")]
    [InlineData("--precision float32,", "--precision: got 'float32,', expected")]
    [InlineData("--models resnet50,,scalenet50", "--models: got 'resnet50,,scalenet50', expected names separated by commas")]
    [InlineData("--models resnet51", "unknown model 'resnet51'. Did you mean 'resnet50'?")]
    [InlineData("--engine tensorflow", "--engine: got 'tensorflow', expected torch or onnx")]
    [InlineData("--device tpu", "--device: got 'tpu', expected cpu or cuda")]
    [InlineData("--rounds 0", "--rounds: got '0', expected a whole number from 1 up")]
    [InlineData("--calls 0", "--calls: got '0'")]
    [InlineData("--warm-up -1", "--warm-up: got '-1', expected a whole number from 0 up")]
    [InlineData("--batch 0", "--batch: got '0'")]
    [InlineData("--plot no/such/folder/a.svg", "--plot: got 'no/such/folder/a.svg', expected a file in a folder that exists")]
    [InlineData("--models resnet11_small --plot a.svg", "--plot: none of the networks has a published error")]
    public void What_cannot_be_measured_is_told_in_one_line(string options, params string[] words) =>
        CommandRunner.Run(["bench", .. options.Split(' ')]).FailedWith(2, words);

    [Fact]
    public void An_image_that_is_too_small_is_refused_before_the_first_measurement() =>
        CommandRunner.Run("bench", "--models", "densenet121", "--size", "8").FailedWith(2, "DenseNet-121 at 8x8: ");

    [Fact]
    public void The_process_that_measures_is_no_verb_for_people()
    {
        var help = CommandRunner.Run("--help").Succeeded();

        Assert.Contains("  bench ", help.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("measure-one", help.Output, StringComparison.Ordinal);
    }
}
