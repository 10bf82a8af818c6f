namespace ScaleNet.Cli.Tests.CommandLine;

public sealed class ParseProblemsTests
{
    [Theory]
    [InlineData("trian", "unknown verb 'trian'. Did you mean 'train'? See `scalenet --help`.")]
    [InlineData("data chekc", "unknown verb 'chekc'. Did you mean 'check'? See `scalenet data --help`.")]
    [InlineData("data pack a", "Option '--output' is required. See `scalenet data pack --help`.")]
    [InlineData("data pack a -o b --qualty 3", "unknown option '--qualty'. Did you mean '--quality'? See `scalenet data pack --help`.")]
    [InlineData("data pack a -o b --quality 90", "--quality: got it without --resize")]
    [InlineData("data pack a -o b --resize 5 --quality 101", "--quality: got '101', expected a whole number from 1 to 100.")]
    [InlineData("data stats a --sample 0", "--sample: got '0', expected a whole number from 1 up.")]
    [InlineData("info resnet50 --ful", "unknown option '--ful'. Did you mean '--full'? See `scalenet info --help`.")]
    [InlineData("info --ful", "unknown option '--ful'. Did you mean '--full'?")]
    [InlineData("predict a.png --runn=x", "unknown option '--runn'. Did you mean '--run'?")]
    [InlineData("seed --name x --epohcs 3", "unknown option '--epohcs'. Did you mean '--epochs'?")]
    [InlineData("models x", "'x' is one argument too many. See `scalenet models --help`.")]
    [InlineData("seed", "Option '--name' is required.")]
    [InlineData("info", "Required argument 'MODEL' missing")]
    [InlineData("info resnet50 --input 0", "--input: got '0', expected a whole number from 1 up.")]
    [InlineData("predict a.png --run r --threads 100000", "--threads: got '100000', expected a whole number from 1 to 1024.")]
    [InlineData("info resnet50 --input 1e3", "--input: got '1e3', expected a whole number from 1 up.")]
    [InlineData("info a.json --scales 1,b", "--scales: got '1,b', expected whole numbers separated by commas")]
    [InlineData("info a.json --stem large", "--stem: got 'large', expected imageNet or small.")]
    [InlineData("info a.json --stem 1", "--stem: got '1', expected imageNet or small.")]
    [InlineData("seed --name a/b", "--name: got 'a/b', expected the name of a folder")]
    [InlineData("seed --name ..", "--name: got '..', expected the name of a folder")]
    [InlineData("seed --name x --lr -1", "--lr: got '-1', expected a number above 0")]
    [InlineData("seed --name x --lr NaN", "--lr: got 'NaN', expected a number above 0")]
    [InlineData("seed --name x --precision half", "--precision: got 'half', expected full, bf16, float32 or bfloat16.")]
    [InlineData("seed --name x --precision bfloat16 --resume --overwrite", "--resume and --overwrite: got both, expected one.")]
    [InlineData("info resnet50 --size 0", "expected a whole number from 1 up.")]
    [InlineData("seed --name x --resume --overwrite", "--resume and --overwrite: got both, expected one.")]
    [InlineData("allocate x --name y --macs 12Q", "--macs: got '12Q', expected a positive amount")]
    public void A_mistake_is_told_in_one_line(string line, string message) =>
        CommandRunner.Run(line.Split(' ')).FailedWith(2, message);
}
