using System.Runtime.InteropServices;
using System.Text;
using ScaleNet.Modeling.Backend;

namespace ScaleNet.Training.Distributed;

/// <summary>The functions of MPI's C interface that we use, in whichever library of MPI this system has.</summary>
internal sealed unsafe class MpiLibrary
{
    /// <summary>The variable that names another library of MPI than those that are looked for.</summary>
    public const string PathVariable = "SCALENET_MPI";

    // MPI_MAX_LIBRARY_VERSION_STRING and MPI_MAX_ERROR_STRING are at most this in both families (8192 in MPICH).
    private const int LongestText = 8192;

    private static readonly string[] OpenMpiNames = ["libmpi.so.40"]; // Open MPI 4 and 5
    private static readonly string[] MpichNames = ["libmpi.so.12", "libmpich.so.12"]; // MPICH's relatives; Debian's MPICH

    private readonly delegate* unmanaged[Cdecl]<byte*, int*, int> _getLibraryVersion;
    private readonly delegate* unmanaged[Cdecl]<int, byte*, int*, int> _errorString;
    private readonly delegate* unmanaged[Cdecl]<int*, int> _initialized;
    private readonly delegate* unmanaged[Cdecl]<void*, void*, int, int*, int> _initThread;
    private readonly delegate* unmanaged[Cdecl]<int> _finalize;
    private readonly delegate* unmanaged[Cdecl]<nint, int*, int> _commRank;
    private readonly delegate* unmanaged[Cdecl]<nint, int*, int> _commSize;
    private readonly delegate* unmanaged[Cdecl]<nint, int, int, nint, nint*, int> _commSplitType;
    private readonly delegate* unmanaged[Cdecl]<nint*, int> _commFree;
    private readonly delegate* unmanaged[Cdecl]<nint, void*, int, nint, nint, nint, int> _allreduce;
    private readonly delegate* unmanaged[Cdecl]<nint, void*, int, nint, nint, nint, nint*, int> _iallreduce;
    private readonly delegate* unmanaged[Cdecl]<void*, int, nint, int, nint, int> _broadcast;
    private readonly delegate* unmanaged[Cdecl]<nint, int> _barrier;
    private readonly delegate* unmanaged[Cdecl]<nint*, nint, int> _wait;
    private readonly delegate* unmanaged[Cdecl]<nint*, int*, nint, int> _test;
    private readonly delegate* unmanaged[Cdecl]<nint, int, int> _abort;

    private MpiLibrary(nint library, string name)
    {
        Name = name;
        _getLibraryVersion = (delegate* unmanaged[Cdecl]<byte*, int*, int>)Find("MPI_Get_library_version");
        _errorString = (delegate* unmanaged[Cdecl]<int, byte*, int*, int>)Find("MPI_Error_string");
        _initialized = (delegate* unmanaged[Cdecl]<int*, int>)Find("MPI_Initialized");
        _initThread = (delegate* unmanaged[Cdecl]<void*, void*, int, int*, int>)Find("MPI_Init_thread");
        _finalize = (delegate* unmanaged[Cdecl]<int>)Find("MPI_Finalize");
        _commRank = (delegate* unmanaged[Cdecl]<nint, int*, int>)Find("MPI_Comm_rank");
        _commSize = (delegate* unmanaged[Cdecl]<nint, int*, int>)Find("MPI_Comm_size");
        _commSplitType = (delegate* unmanaged[Cdecl]<nint, int, int, nint, nint*, int>)Find("MPI_Comm_split_type");
        _commFree = (delegate* unmanaged[Cdecl]<nint*, int>)Find("MPI_Comm_free");
        _allreduce = (delegate* unmanaged[Cdecl]<nint, void*, int, nint, nint, nint, int>)Find("MPI_Allreduce");
        _iallreduce = (delegate* unmanaged[Cdecl]<nint, void*, int, nint, nint, nint, nint*, int>)Find("MPI_Iallreduce");
        _broadcast = (delegate* unmanaged[Cdecl]<void*, int, nint, int, nint, int>)Find("MPI_Bcast");
        _barrier = (delegate* unmanaged[Cdecl]<nint, int>)Find("MPI_Barrier");
        _wait = (delegate* unmanaged[Cdecl]<nint*, nint, int>)Find("MPI_Wait");
        _test = (delegate* unmanaged[Cdecl]<nint*, int*, nint, int>)Find("MPI_Test");
        _abort = (delegate* unmanaged[Cdecl]<nint, int, int>)Find("MPI_Abort");
        Version = ReadVersion();
        Handles = MpiHandles.Of(FamilyOf(Version), library);
        KnowsCuda = NativeLibrary.TryGetExport(library, "MPIX_Query_cuda_support", out var query)
            && ((delegate* unmanaged[Cdecl]<int>)query)() == 1;

        nint Find(string function) => NativeLibrary.TryGetExport(library, function, out var address)
            ? address
            : throw new CollectiveException(
                $"{name}: has no function {function}, so it is no library of MPI 3. Name another one in {PathVariable}.");
    }

    /// <summary>The file's name.</summary>
    public string Name { get; }

    /// <summary>What the library says it is.</summary>
    public string Version { get; }

    /// <summary>Its objects and constants.</summary>
    public MpiHandles Handles { get; }

    /// <summary>Whether it takes addresses in the memory of a CUDA device.</summary>
    public bool KnowsCuda { get; }

    /// <summary>Loads the launcher's kind of MPI if it is there, else the other kind.</summary>
    /// <exception cref="CollectiveException">There is none.</exception>
    public static MpiLibrary Load(bool preferOpenMpi)
    {
        // Open MPI would put handlers of its own on signals; .NET makes NullReferenceExceptions of SIGSEGV.
        NativeEnvironment.SetDefault("OMPI_MCA_opal_signal", "");

        // A child that is started (fork and exec at once, as .NET does it) is harmless; the warning is about children that go on.
        NativeEnvironment.SetDefault("OMPI_MCA_mpi_warn_on_fork", "0");
        string[] names = Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } path ? [path]
            : preferOpenMpi ? [.. OpenMpiNames, .. MpichNames]
            : [.. MpichNames, .. OpenMpiNames];
        foreach (var name in names)
        {
            if (NativeLibrary.TryLoad(name, out var library))
            {
                return new MpiLibrary(library, name);
            }
        }

        throw new CollectiveException(
            $"MPI: this process was started as one of several, and no library of MPI was found (tried {string.Join(", ", names)}). "
            + "Install Open MPI (Debian, Ubuntu: apt install libopenmpi3 openmpi-bin), name its library in "
            + $"{PathVariable}, or start one process without mpirun.");
    }

    /// <summary>Whether MPI_Init was called in this process.</summary>
    public bool IsInitialized
    {
        get
        {
            int flag;
            Require(_initialized(&flag), "MPI_Initialized");
            return flag != 0;
        }
    }

    /// <summary>Starts MPI; the level of threads that it gives.</summary>
    public int InitThread(int level)
    {
        int provided;
        Require(_initThread(null, null, level, &provided), "MPI_Init_thread");
        return provided;
    }

    public void FinalizeAll() => Require(_finalize(), "MPI_Finalize");

    public int RankIn(nint communicator)
    {
        int rank;
        Require(_commRank(communicator, &rank), "MPI_Comm_rank");
        return rank;
    }

    public int SizeOf(nint communicator)
    {
        int size;
        Require(_commSize(communicator, &size), "MPI_Comm_size");
        return size;
    }

    /// <summary>The number of this rank among those of its machine. All ranks call it.</summary>
    public int RankOnMachine(int rank)
    {
        nint machine = 0;
        Require(
            _commSplitType(Handles.World, Handles.SharedMemory, rank, Handles.NoInfo, &machine), "MPI_Comm_split_type");
        var local = RankIn(machine);
        Require(_commFree(&machine), "MPI_Comm_free");
        return local;
    }

    public void AllReduce(void* values, int count, nint type, nint operation) => Require(
        _allreduce(Handles.InPlace, values, count, type, operation, Handles.World), "MPI_Allreduce");

    /// <summary>Begins to sum; the values must stay where they are until <see cref="Wait"/>.</summary>
    public nint BeginSum(void* values, int count, nint type)
    {
        nint request = 0;
        Require(
            _iallreduce(Handles.InPlace, values, count, type, Handles.Sum, Handles.World, &request), "MPI_Iallreduce");
        return request;
    }

    /// <summary>Helps a request along; true if it is done, and then it exists no more.</summary>
    public bool Test(ref nint request)
    {
        int flag;
        fixed (nint* address = &request)
        {
            Require(_test(address, &flag, Handles.IgnoreStatus), "MPI_Test");
        }

        return flag != 0;
    }

    public void Wait(ref nint request)
    {
        fixed (nint* address = &request)
        {
            Require(_wait(address, Handles.IgnoreStatus), "MPI_Wait");
        }
    }

    public void Broadcast(void* bytes, int count) =>
        Require(_broadcast(bytes, count, Handles.Byte, 0, Handles.World), "MPI_Bcast");

    public void Barrier() => Require(_barrier(Handles.World), "MPI_Barrier");

    public void Abort(int exitCode) => Require(_abort(Handles.World, exitCode), "MPI_Abort");

    private static MpiFamily FamilyOf(string version) =>
        version.Contains("Open MPI", StringComparison.Ordinal) ? MpiFamily.OpenMpi : MpiFamily.Mpich;

    private string ReadVersion()
    {
        var text = stackalloc byte[LongestText];
        int length;
        Require(_getLibraryVersion(text, &length), "MPI_Get_library_version");
        return Encoding.UTF8.GetString(text, length).TrimEnd('\0', '\n');
    }

    private void Require(int code, string function)
    {
        if (code != 0)
        {
            throw new CollectiveException($"{function}: {Describe(code)}");
        }
    }

    private string Describe(int code)
    {
        var text = stackalloc byte[LongestText];
        int length;
        return _errorString(code, text, &length) == 0
            ? Encoding.UTF8.GetString(text, length)
            : FormattableString.Invariant($"error {code}");
    }
}
