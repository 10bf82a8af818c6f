using ScaleNet.Architecture.Weights;
using ScaleNet.Training.Checkpoints;
using ScaleNet.Training.Distributed;

namespace ScaleNet.Training.Runs;

/// <summary>Gives all ranks the checkpoint that rank 0 has read: only its machine need see the run folder.</summary>
internal static class CheckpointBroadcast
{
    /// <summary>Rank 0's checkpoint; null where it has none.</summary>
    /// <param name="ranks">All call it.</param>
    /// <param name="checkpoint">Rank 0's; what other ranks give is not looked at.</param>
    public static Checkpoint? FromFirst(ICollective ranks, Checkpoint? checkpoint)
    {
        if (ranks.WorldSize == 1)
        {
            return checkpoint;
        }

        var isFirst = ranks.Rank == 0;
        if (Share(ranks, isFirst ? checkpoint?.State.ToJson() : null) is not { } state)
        {
            return null;
        }

        var parts = new WeightFile?[] { checkpoint?.Weights, checkpoint?.Momentum, checkpoint?.Average };
        for (var i = 0; i < parts.Length; i++)
        {
            var bytes = Share(ranks, isFirst ? ToBytes(parts[i]) : null);
            parts[i] = isFirst ? parts[i] : FromBytes(bytes);
        }

        const string source = "the checkpoint of rank 0";
        return isFirst
            ? checkpoint
            : new Checkpoint(CheckpointState.FromJson(state)!, parts[0]!, source, parts[1], parts[2], source);
    }

    private static byte[]? Share(ICollective ranks, byte[]? bytes)
    {
        var length = BitConverter.GetBytes(bytes?.Length ?? -1);
        ranks.Broadcast(length);
        if (BitConverter.ToInt32(length) is var count && count < 0)
        {
            return null;
        }

        bytes ??= new byte[count];
        ranks.Broadcast(bytes);
        return bytes;
    }

    private static byte[]? ToBytes(WeightFile? file)
    {
        if (file is null)
        {
            return null;
        }

        using var stream = new MemoryStream();
        SafetensorsWriter.Write(stream, file);
        return stream.ToArray();
    }

    private static WeightFile? FromBytes(byte[]? bytes)
    {
        if (bytes is null)
        {
            return null;
        }

        using var stream = new MemoryStream(bytes);
        return SafetensorsReader.Read(stream);
    }
}
