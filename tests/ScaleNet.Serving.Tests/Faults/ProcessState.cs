namespace ScaleNet.Serving.Tests.Faults;

/// <summary>What this process holds, the server and its clients together, when all garbage is gone.</summary>
/// <param name="Managed">Objects, bytes.</param>
/// <param name="Resident">All memory that is in use, native libraries' too, bytes.</param>
/// <param name="Files">Open files and sockets; 0 where the system does not say.</param>
internal sealed record ProcessState(long Managed, long Resident, int Files)
{
    private const long Mebibyte = 1 << 20;
    private const string OpenFiles = "/proc/self/fd";

    public static ProcessState Now() => new(
        GC.GetTotalMemory(forceFullCollection: true),
        Environment.WorkingSet,
        Directory.Exists(OpenFiles) ? Directory.GetFileSystemEntries(OpenFiles).Length : 0);

    /// <summary>Compares with a state before, when everything had been used once.</summary>
    /// <param name="before">The state before.</param>
    /// <param name="managed">MiB that objects may have grown: pools of buffers, and what other connections hold.</param>
    /// <param name="resident">MiB that all may have grown: heaps keep pages that they do not need at once.</param>
    /// <param name="files">Files that may have been opened: connections of the clients' pool.</param>
    public void AssertIsFlat(ProcessState before, long managed, long resident, int files)
    {
        Assert.InRange((Managed - before.Managed) / Mebibyte, long.MinValue, managed);
        Assert.InRange((Resident - before.Resident) / Mebibyte, long.MinValue, resident);
        Assert.InRange(Files - before.Files, int.MinValue, files);
        TestContext.Current.SendDiagnosticMessage("before {0}, after {1}", before, this);
    }
}
