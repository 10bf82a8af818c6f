using ScaleNet.Modeling.Execution;
using static TorchSharp.torch;

namespace ScaleNet.Training.Distributed;

/// <summary>What the processes ("ranks") that train one network together do together.</summary>
/// <remarks>
/// Every rank makes the same calls in the same order with the same counts, one at a time; a call ends when the result is there, and
/// all ranks get the same bits. Ranks may be processes (<see cref="Mpi"/>), threads (<see cref="InProcess"/>), or one alone
/// (<see cref="SingleProcess"/>).
/// </remarks>
public interface ICollective : IStatisticsSum, IDisposable
{
    /// <summary>Number of this rank, from 0. Rank 0 alone writes files and talks to the user.</summary>
    int Rank { get; }

    /// <summary>Number of this rank among those of its machine, from 0: which device of the machine is its own.</summary>
    int LocalRank { get; }

    /// <summary>How many ranks there are.</summary>
    int WorldSize { get; }

    /// <summary>Replaces the values by their sums over the ranks.</summary>
    /// <exception cref="CollectiveException">Another rank has ended.</exception>
    void Sum(Span<float> values);

    /// <inheritdoc cref="Sum(Span{float})"/>
    void Sum(Span<double> values);

    /// <inheritdoc cref="Sum(Span{float})"/>
    /// <param name="values">Float32 or float64, of any shape, on any device; borrowed.</param>
    void Sum(Tensor values);

    /// <summary>Replaces the values by the largest of the ranks: a flag that one rank raises, all see.</summary>
    /// <exception cref="CollectiveException">Another rank has ended.</exception>
    void Max(Span<int> values);

    /// <summary>Replaces the bytes by those of rank 0.</summary>
    /// <exception cref="CollectiveException">Another rank has ended.</exception>
    void Broadcast(Span<byte> bytes);

    /// <summary>Returns when all ranks have called it.</summary>
    /// <exception cref="CollectiveException">Another rank has ended.</exception>
    void Barrier();

    /// <summary>Prepares a sum of the same tensor in every step, which needs no memory of its own any more.</summary>
    /// <param name="values">Float32 or float64; borrowed until the sum is disposed.</param>
    IRepeatedSum PrepareSum(Tensor values);

    /// <summary>
    /// Ends the other ranks, wherever they wait; a process of its own ends at once, with this exit code. For errors: the other ranks
    /// would wait for ever for one that has left. To be called before <see cref="IDisposable.Dispose"/>, which waits for them.
    /// </summary>
    void Abort(int exitCode);
}
