using ScaleNet.Architecture.Graphs.Operations;

namespace ScaleNet.Architecture.Tests.Graphs;

/// <summary>One example of every operation, with shapes and costs counted by hand.</summary>
internal static class OperationExamples
{
    public static IReadOnlyList<OperationExample> All { get; } =
    [
        // 64 * 112 * 112 * 3 * 7 * 7 MACs: the stem of the published networks.
        new(new Conv2dOp(3, 64, 7, 2, 3), [new(3, 224, 224)], new(64, 112, 112), 118_013_952, 9_408, "7x7/2"),
        new(new BatchNormOp(4, 1e-5, 0.1), [new(4, 5, 6)], new(4, 5, 6), 0, 8, ""),
        new(new ReluOp(), [new(4, 5, 6)], new(4, 5, 6), 0, 0, ""),
        new(new SigmoidOp(), [new(4, 5, 6)], new(4, 5, 6), 0, 0, ""),
        new(new SwishOp(), [new(4, 5, 6)], new(4, 5, 6), 0, 0, ""),
        new(new MaxPoolOp(3, 2, 1), [new(4, 112, 112)], new(4, 56, 56), 0, 0, "3x3/2"),
        new(new AvgPoolOp(3, 2, 1), [new(4, 112, 112)], new(4, 56, 56), 0, 0, "3x3/2"),
        new(new GlobalAvgPoolOp(), [new(4, 5, 6)], new(4, 1, 1), 0, 0, ""),
        new(new ResizeOp(ResizeMode.Bilinear), [new(4, 3, 3), new(9, 14, 15)], new(4, 14, 15), 0, 0, "bilinear"),
        new(new ConcatOp(), [new(4, 5, 6), new(1, 5, 6), new(2, 5, 6)], new(7, 5, 6), 0, 0, ""),
        new(new AddOp(), [new(4, 5, 6), new(4, 5, 6)], new(4, 5, 6), 0, 0, ""),
        new(new MultiplyOp(), [new(4, 5, 6), new(4, 1, 1)], new(4, 5, 6), 0, 0, ""),
        new(new SliceOp(1, 2), [new(4, 5, 6)], new(2, 5, 6), 0, 0, "1..2"),
        new(new DropoutOp(0.2), [new(4, 1, 1)], new(4, 1, 1), 0, 0, "0.2"),
        new(new FlattenOp(5, 6), [new(4, 5, 6)], new(120, 1, 1), 0, 0, "5x6"),
        new(new LinearOp(4, 10), [new(4, 1, 1)], new(10, 1, 1), 40, 50, ""),
        new(new InputOp(3), [], new(3, 0, 0), 0, 0, ""),
    ];
}
