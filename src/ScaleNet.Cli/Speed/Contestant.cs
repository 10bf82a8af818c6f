using ScaleNet.Architecture.Cost;
using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Zoo;
using ScaleNet.Cli.Networks;

namespace ScaleNet.Cli.Speed;

/// <summary>A network of a comparison in one precision, with what is known before anything is measured.</summary>
/// <param name="Name">What the user called it.</param>
/// <param name="Precision">In which numbers it computes.</param>
/// <param name="Parameters">Learned values.</param>
/// <param name="Macs">Multiply-accumulates of one image.</param>
/// <param name="Published">Its published result, if it is of the catalogue and has one.</param>
internal sealed record Contestant(string Name, BenchPrecision Precision, long Parameters, long Macs, Published? Published)
{
    /// <summary>All networks in the first precision, then in the next.</summary>
    /// <param name="names">Names of the catalogue, or files; ONNX models are run as they are.</param>
    /// <param name="precisions">In which numbers.</param>
    /// <param name="size">Side of the images, px; the first network's own if null.</param>
    /// <exception cref="Architecture.SpecException">There is no such network.</exception>
    /// <exception cref="Architecture.Graphs.GraphException">One cannot take the size.</exception>
    public static (IReadOnlyList<Contestant> Contestants, int Size) All(
        IReadOnlyList<string> names, IReadOnlyList<BenchPrecision> precisions, int? size)
    {
        var specs = names.Select(name => ModelFileName.Is(name)
            ? ModelFileCall.SpecOf(name, size)
            : NetworkSource.Find(name, new()).Spec).ToList();
        var side = size ?? specs[0].Resolution;
        var single = names.Zip(specs, (name, spec) => Of(name, spec, side)).ToList();
        return ([.. precisions.SelectMany(precision => single.Select(one => one with { Precision = precision }))], side);
    }

    private static Contestant Of(string name, NetworkSpec spec, int side)
    {
        var cost = CostModel.Measure(spec.Lower(), side, side);
        return new Contestant(name, BenchPrecision.Float32, cost.Parameters, cost.Macs, Catalog.Find(name)?.Published);
    }
}
