namespace ScaleNet.Training.Distributed;

/// <summary>Which implementation of MPI a library is: handles and constants differ, the functions do not.</summary>
internal enum MpiFamily
{
    /// <summary>Open MPI: handles are addresses of exported objects.</summary>
    OpenMpi,

    /// <summary>MPICH and those that share its binary interface (Intel MPI, MVAPICH, Cray MPICH): handles are numbers.</summary>
    Mpich,
}
