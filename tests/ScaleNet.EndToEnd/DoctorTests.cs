namespace ScaleNet.EndToEnd;

/// <summary>What the tool tells of the machine.</summary>
[Trait("Tier", "slow")]
public sealed class DoctorTests
{
    [Fact]
    public void A_sound_machine_has_nothing_broken()
    {
        using var folder = new WorkFolder();

        var findings = folder.Run("doctor --json").Succeeded().Json.EnumerateArray().ToList();

        Assert.All(findings, finding => Assert.False(finding.GetProperty("isBroken").GetBoolean()));
        string[] names = ["processor", "memory", "disk", "MPI", "libtorch", "training step", "ONNX Runtime", "pictures", "Fashion-MNIST"];
        Assert.Subset(findings.Select(finding => finding.GetProperty("name").GetString()!).ToHashSet(), names.ToHashSet());
    }

    [Fact]
    public void A_libtorch_that_is_not_there_is_told()
    {
        using var folder = new WorkFolder();

        var result = folder.Run("doctor", ("SCALENET_LIBTORCH", folder.Path));

        Assert.Equal(2, result.Code);
        Assert.Contains("BROKEN: SCALENET_LIBTORCH=", result.Output, StringComparison.Ordinal);
    }
}
