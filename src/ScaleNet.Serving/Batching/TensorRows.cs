using ScaleNet.Deployment.Inference;

namespace ScaleNet.Serving.Batching;

/// <summary>Puts the rows of several requests together and takes them apart again.</summary>
internal static class TensorRows
{
    /// <summary>The tensors of several requests, one below the other.</summary>
    /// <param name="requests">Tensors of each, which differ in nothing but rows; those of a single one are returned as they are.</param>
    /// <param name="memory">Where they stand until the next batch.</param>
    public static IReadOnlyList<HostTensor> Join(IReadOnlyList<IReadOnlyList<HostTensor>> requests, BatchMemory memory)
    {
        if (requests is [var only])
        {
            return only;
        }

        return [.. requests[0].Select((first, index) =>
        {
            var parts = requests.Select(request => request[index]).ToArray();
            var data = memory.Of(index, parts.Sum(part => part.Data.Length));
            var at = 0;
            foreach (var part in parts)
            {
                part.Data.CopyTo(data[at..]);
                at += part.Data.Length;
            }

            return first with { Shape = [parts.Sum(part => part.Rows), .. first.Shape[1..]], Data = data };
        })];
    }

    /// <summary>The tensors of each request.</summary>
    /// <param name="tensors">Tensors of all, one below the other.</param>
    /// <param name="rows">Rows of each.</param>
    /// <exception cref="InferenceException">A tensor has not as many rows as all requests together.</exception>
    public static IReadOnlyList<IReadOnlyList<HostTensor>> Split(IReadOnlyList<HostTensor> tensors, IReadOnlyList<long> rows)
    {
        var all = rows.Sum();
        if (tensors.FirstOrDefault(tensor => tensor.Shape.Length == 0 || tensor.Rows != all) is { } wrong)
        {
            throw new InferenceException(FormattableString.Invariant(
                $"output '{wrong.Name}': got [{string.Join(", ", wrong.Shape)}], expected {all} rows for as many rows of input. Switch batching off."));
        }

        var parts = new List<IReadOnlyList<HostTensor>>(rows.Count);
        var first = 0L;
        foreach (var count in rows)
        {
            var (from, to) = (first, first + count);
            parts.Add([.. tensors.Select(tensor =>
            {
                var length = tensor.Data.Length / all;
                return tensor with { Shape = [count, .. tensor.Shape[1..]], Data = tensor.Data[(int)(from * length)..(int)(to * length)] };
            })]);
            first = to;
        }

        return parts;
    }
}
