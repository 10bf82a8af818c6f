namespace ScaleNet.Tests;

/// <summary>Tests that measure the process's memory: no other test runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class WholeProcess
{
    public const string Name = "measures the whole process";
}
