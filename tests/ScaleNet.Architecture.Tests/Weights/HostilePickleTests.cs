namespace ScaleNet.Architecture.Tests.Weights;

public sealed class HostilePickleTests
{
    public static TheoryData<string> Names => [.. Attacks.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_attack_in_a_zip_container_is_refused_by_its_reason(string name)
    {
        var (pickle, reason) = Attacks.All[name];

        var message = TorchFile.Refusal(TorchFile.Zip(pickle, ("made/data/0", TorchFile.FourFloats)));

        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.False(File.Exists("/tmp/pwned"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_attack_in_a_legacy_container_is_refused(string name)
    {
        byte[] storage = [4, 0, 0, 0, 0, 0, 0, 0, .. TorchFile.FourFloats];

        TorchFile.Refusal(TorchFile.Legacy(Attacks.All[name].Pickle, ["0"], storage));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_attack_without_a_container_is_refused(string name) => TorchFile.Refusal(Attacks.All[name].Pickle);

    [Fact]
    public void A_name_is_refused_in_one_short_line()
    {
        var pickle = new PickleWriter(4).StackGlobal(new string('x', 100_000), "\u202e").Stop();

        var message = TorchFile.Refusal(pickle);

        Assert.InRange(message.Length, 1, 400);
    }
}
