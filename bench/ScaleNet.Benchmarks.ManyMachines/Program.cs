using System.Globalization;
using ScaleNet.Benchmarks.ManyMachines;
using ScaleNet.Modeling.Backend;
using ScaleNet.Training.Distributed;
using static TorchSharp.torch;

// Under mpirun each rank runs this program; alone it is the one process to compare with. Rank 0 prints.
if (args is not [var model, var sideText, var batchText, var threadsText, var roundsText])
{
    Console.Error.WriteLine("usage: MODEL SIDE IMAGES-OF-ALL-RANKS THREADS ROUNDS");
    return 2;
}

var (side, batch) = (Number(sideText), Number(batchText));
NativeBackend.Initialize();
using var ranks = Collectives.FromEnvironment();
set_num_threads(Number(threadsText));
using var step = new RankedStep(ranks, model, side, batch / ranks.WorldSize);
step.Compare(Number(roundsText));
return 0;

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
