using ScaleNet.Architecture.Graphs.Operations;

namespace ScaleNet.Architecture.Graphs;

/// <summary>A reader of graphs: one method for each kind of operation.</summary>
public interface IOpVisitor<in TContext, out TResult>
{
    /// <summary>Reads the network's input.</summary>
    TResult Visit(InputOp op, TContext context);

    /// <summary>Reads a convolution.</summary>
    TResult Visit(Conv2dOp op, TContext context);

    /// <summary>Reads a batch normalisation.</summary>
    TResult Visit(BatchNormOp op, TContext context);

    /// <summary>Reads a rectified linear unit.</summary>
    TResult Visit(ReluOp op, TContext context);

    /// <summary>Reads a sigmoid.</summary>
    TResult Visit(SigmoidOp op, TContext context);

    /// <summary>Reads a swish.</summary>
    TResult Visit(SwishOp op, TContext context);

    /// <summary>Reads a max-pooling.</summary>
    TResult Visit(MaxPoolOp op, TContext context);

    /// <summary>Reads an average pooling.</summary>
    TResult Visit(AvgPoolOp op, TContext context);

    /// <summary>Reads a global average pooling.</summary>
    TResult Visit(GlobalAvgPoolOp op, TContext context);

    /// <summary>Reads a resizing to another node's map.</summary>
    TResult Visit(ResizeOp op, TContext context);

    /// <summary>Reads a concatenation over channels.</summary>
    TResult Visit(ConcatOp op, TContext context);

    /// <summary>Reads an elementwise sum.</summary>
    TResult Visit(AddOp op, TContext context);

    /// <summary>Reads a gating of a map's channels.</summary>
    TResult Visit(MultiplyOp op, TContext context);

    /// <summary>Reads a choice of channels.</summary>
    TResult Visit(SliceOp op, TContext context);

    /// <summary>Reads a dropout.</summary>
    TResult Visit(DropoutOp op, TContext context);

    /// <summary>Reads a flattening.</summary>
    TResult Visit(FlattenOp op, TContext context);

    /// <summary>Reads a fully connected layer.</summary>
    TResult Visit(LinearOp op, TContext context);
}
