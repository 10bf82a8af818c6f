namespace ScaleNet.Training.Distributed;

/// <summary>Finds out with whom this process trains.</summary>
public static class Collectives
{
    /// <summary>
    /// The ranks that a launcher (mpirun, mpiexec, srun) started this process with, over MPI; this process alone where none did or
    /// where it started one process only, and then no MPI is needed.
    /// </summary>
    /// <remarks>Once in a process, early, on the thread that trains; the caller disposes it at the end of the process.</remarks>
    /// <exception cref="CollectiveException">MPI is not installed, is not the launcher's, or has been started already.</exception>
    public static ICollective FromEnvironment() =>
        Launch.Find(Environment.GetEnvironmentVariable) is { } launch ? Mpi.Start(launch) : new SingleProcess();
}
