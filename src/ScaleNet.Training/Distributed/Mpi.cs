using static TorchSharp.torch;

namespace ScaleNet.Training.Distributed;

/// <summary>Ranks that are processes, on one machine or many, over the MPI that is installed.</summary>
/// <remarks>
/// Calls may come from several threads (the backward pass on a GPU has threads of its own), never two at once. MPI's own errors, a lost
/// rank among them, end all processes: no rank is left waiting.
/// </remarks>
public sealed unsafe class Mpi : ICollective
{
    private const int SerializedThreads = 2; // MPI_THREAD_SERIALIZED in both families

    // MPI counts in C ints, and a tensor's bytes are a span, of at most 2^31 - 1 bytes.
    private const int LargestPiece = 1 << 28;

    private readonly MpiLibrary _library;
    private bool _isDisposed;

    private Mpi(MpiLibrary library)
    {
        _library = library;
        Rank = library.RankIn(library.Handles.World);
        WorldSize = library.SizeOf(library.Handles.World);
        LocalRank = library.RankOnMachine(Rank);
    }

    /// <inheritdoc/>
    public int Rank { get; }

    /// <inheritdoc/>
    public int LocalRank { get; }

    /// <inheritdoc/>
    public int WorldSize { get; }

    /// <summary>What MPI it is, in its own words.</summary>
    public string Version => _library.Version;

    /// <summary>Starts MPI.</summary>
    /// <exception cref="CollectiveException">It is missing, is not the launcher's, or has been started already.</exception>
    internal static Mpi Start(Launch launch)
    {
        var library = MpiLibrary.Load(launch.IsOpenMpi);
        if (library.IsInitialized)
        {
            throw new CollectiveException("MPI: started already in this process. Start it once, and hand it on.");
        }

        var level = library.InitThread(SerializedThreads);
        if (level < SerializedThreads)
        {
            throw new CollectiveException(FormattableString.Invariant(
                $"{library.Name}: does not let several threads take turns (got level {level}, expected {SerializedThreads}). Install an MPI with threads."));
        }

        var mpi = new Mpi(library);
        if (launch.WorldSize is { } expected && expected != mpi.WorldSize)
        {
            // Each process would train for itself, and all would write the same files.
            throw new CollectiveException(FormattableString.Invariant(
                $"{library.Name}: the launcher started {expected} processes, and this MPI sees {mpi.WorldSize}. ")
                + $"Start with the mpirun of the same MPI ({FirstLine(library.Version)}), or name its library in {MpiLibrary.PathVariable}.");
        }

        return mpi;
    }

    /// <inheritdoc/>
    public void Sum(Span<float> values) => Reduce(values, _library.Handles.Float, _library.Handles.Sum);

    /// <inheritdoc/>
    public void Sum(Span<double> values) => Reduce(values, _library.Handles.Double, _library.Handles.Sum);

    /// <inheritdoc/>
    public void Max(Span<int> values) => Reduce(values, _library.Handles.Int, _library.Handles.Max);

    /// <inheritdoc/>
    public void Sum(Tensor values)
    {
        if (values.numel() <= LargestPiece)
        {
            SumPiece(values);
            return;
        }

        using var flat = values.reshape(-1);
        for (long first = 0; first < flat.shape[0]; first += LargestPiece)
        {
            using var piece = flat.narrow(0, first, Math.Min(LargestPiece, flat.shape[0] - first));
            SumPiece(piece);
        }

        using var _ = no_grad();
        values.copy_(flat.view(values.shape));
    }

    /// <inheritdoc/>
    public bool TrySum(Tensor values)
    {
        Sum(values);
        return true;
    }

    /// <inheritdoc/>
    public void Broadcast(Span<byte> bytes)
    {
        fixed (byte* address = bytes)
        {
            _library.Broadcast(address, bytes.Length);
        }
    }

    /// <inheritdoc/>
    public void Barrier() => _library.Barrier();

    /// <inheritdoc/>
    public IRepeatedSum PrepareSum(Tensor values) => new MpiSum(_library, values);

    /// <inheritdoc/>
    public void Abort(int exitCode) => _library.Abort(exitCode);

    /// <summary>Ends MPI, together with all other ranks.</summary>
    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _library.FinalizeAll();
        }
    }

    private void Reduce<T>(Span<T> values, nint type, nint operation)
        where T : unmanaged
    {
        fixed (T* address = values)
        {
            _library.AllReduce(address, values.Length, type, operation);
        }
    }

    private void SumPiece(Tensor values)
    {
        var isFloat = values.dtype is ScalarType.Float32 or ScalarType.Float64;
        if (values.device_type == TorchSharp.DeviceType.CUDA && _library.KnowsCuda && isFloat && values.is_contiguous())
        {
            SumOnDevice(values);
        }
        else
        {
            HostValues.Sum(this, values);
        }
    }

    // MPI reads the device's memory at once, so what fills it must be done.
    private void SumOnDevice(Tensor values)
    {
        cuda.synchronize(values.device);
        var isDouble = values.dtype == ScalarType.Float64;
        var start = isDouble ? values.storage<double>().data_ptr() : values.storage<float>().data_ptr();
        var address = start + (nint)(values.storage_offset() * (isDouble ? sizeof(double) : sizeof(float)));
        _library.AllReduce(
            (void*)address,
            (int)values.numel(),
            isDouble ? _library.Handles.Double : _library.Handles.Float,
            _library.Handles.Sum);
    }

    private static string FirstLine(string text) => text.Split('\n', ',')[0];
}
