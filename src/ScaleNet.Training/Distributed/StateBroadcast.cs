using static TorchSharp.torch;

namespace ScaleNet.Training.Distributed;

/// <summary>Gives all ranks the tensors of rank 0, so that they begin with the same bits.</summary>
public static class StateBroadcast
{
    /// <summary>Overwrites the tensors of the other ranks.</summary>
    /// <param name="collective">The ranks.</param>
    /// <param name="tensors">The same shapes and types in every rank; borrowed.</param>
    /// <exception cref="CollectiveException">Another rank has ended.</exception>
    public static void FromFirst(ICollective collective, IEnumerable<Tensor> tensors)
    {
        using var _ = no_grad();
        foreach (var tensor in tensors)
        {
            using var scope = NewDisposeScope();
            var host = tensor.detach().cpu().contiguous();
            collective.Broadcast(host.bytes);
            tensor.copy_(host);
        }
    }
}
