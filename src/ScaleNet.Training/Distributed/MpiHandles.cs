using System.Runtime.InteropServices;

namespace ScaleNet.Training.Distributed;

/// <summary>MPI's predefined objects and constants as a library wants them.</summary>
/// <remarks>
/// A handle of MPICH is a C int. It is passed as a machine word here: the functions read the lower half of its register, and what they
/// write through an address fills the lower half of a word that was zero, on little-endian machines (x64, arm64).
/// </remarks>
internal sealed record MpiHandles
{
    public required nint World { get; init; }

    public required nint Float { get; init; }

    public required nint Double { get; init; }

    public required nint Int { get; init; }

    public required nint Byte { get; init; }

    public required nint Sum { get; init; }

    public required nint Max { get; init; }

    public required nint NoInfo { get; init; }

    /// <summary>MPI_IN_PLACE: the result overwrites what is summed.</summary>
    public required nint InPlace { get; init; }

    /// <summary>MPI_STATUS_IGNORE.</summary>
    public required nint IgnoreStatus { get; init; }

    /// <summary>MPI_COMM_TYPE_SHARED: processes that can share memory, which are those of one machine.</summary>
    public required int SharedMemory { get; init; }

    /// <summary>The constants of a library.</summary>
    public static MpiHandles Of(MpiFamily family, nint library) =>
        family == MpiFamily.OpenMpi ? OpenMpi(library) : Mpich;

    // Source: mpi.h of MPICH 4.0; the common binary interface of MPICH's relatives keeps these numbers.
    private static MpiHandles Mpich { get; } = new()
    {
        World = 0x44000000,
        Float = 0x4c00040a,
        Double = 0x4c00080b,
        Int = 0x4c000405,
        Byte = 0x4c00010d,
        Sum = 0x58000003,
        Max = 0x58000001,
        NoInfo = 0x1c000000,
        InPlace = -1,
        IgnoreStatus = 1,
        SharedMemory = 1,
    };

    // Source: mpi.h of Open MPI 4.1.
    private static MpiHandles OpenMpi(nint library) => new()
    {
        World = NativeLibrary.GetExport(library, "ompi_mpi_comm_world"),
        Float = NativeLibrary.GetExport(library, "ompi_mpi_float"),
        Double = NativeLibrary.GetExport(library, "ompi_mpi_double"),
        Int = NativeLibrary.GetExport(library, "ompi_mpi_int"),
        Byte = NativeLibrary.GetExport(library, "ompi_mpi_byte"),
        Sum = NativeLibrary.GetExport(library, "ompi_mpi_op_sum"),
        Max = NativeLibrary.GetExport(library, "ompi_mpi_op_max"),
        NoInfo = NativeLibrary.GetExport(library, "ompi_mpi_info_null"),
        InPlace = 1,
        IgnoreStatus = 0,
        SharedMemory = 0,
    };
}
