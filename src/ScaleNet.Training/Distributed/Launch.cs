using System.Globalization;

namespace ScaleNet.Training.Distributed;

/// <summary>What the environment says about how this process was started.</summary>
/// <param name="WorldSize">How many processes were started together; null where a launcher is there that does not say.</param>
/// <param name="IsOpenMpi">Whether the launcher is Open MPI's or speaks PMIx, as Open MPI does, and not MPICH's PMI.</param>
internal sealed record Launch(int? WorldSize, bool IsOpenMpi)
{
    private const string OpenMpiSize = "OMPI_COMM_WORLD_SIZE"; // mpirun of Open MPI
    private const string PmiSize = "PMI_SIZE"; // mpiexec of MPICH and its relatives; srun --mpi=pmi2
    private const string PmixRank = "PMIX_RANK"; // srun --mpi=pmix
    private const string SlurmStepSize = "SLURM_STEP_NUM_TASKS"; // srun; sbatch alone does not set it

    /// <summary>The start of this process; null where no launcher of parallel programs started it, or for one process only.</summary>
    public static Launch? Find(Func<string, string?> variable)
    {
        var launch = variable(OpenMpiSize) is { } openMpiSize ? new Launch(Number(OpenMpiSize, openMpiSize), IsOpenMpi: true)
            : variable(PmiSize) is { } pmiSize ? new Launch(Number(PmiSize, pmiSize), IsOpenMpi: false)
            : variable(PmixRank) is not null ? new Launch(SizeOfStep(variable), IsOpenMpi: true)
            : null;
        return launch is { WorldSize: 1 } ? null : launch;
    }

    private static int? SizeOfStep(Func<string, string?> variable) =>
        variable(SlurmStepSize) is { } size ? Number(SlurmStepSize, size) : null;

    private static int Number(string name, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new CollectiveException(
                $"{name}: not a number of processes (got '{value}', expected 1 or more). Start with mpirun, or unset it.");
}
