using System.Diagnostics;
using System.Globalization;
using ScaleNet.CocoSpeed;
using ScaleNet.Evaluation.Coco;

// How long COCO's evaluation takes, from files to numbers, and how much memory.
//   write FOLDER IMAGES CATEGORIES DETECTIONS   makes gt.json and dt.json with so many detections an image
//   run FOLDER [THREADS]                        evaluates them and prints seconds of reading, of evaluating, and the peak
switch (args)
{
    case ["write", var folder, var images, var categories, var detections]:
        new RandomSet(Number(images), Number(categories), Number(detections)).Write(folder);
        return 0;
    case ["run", var folder, .. var rest]:
        Run(folder, rest is [var threads] ? Number(threads) : Environment.ProcessorCount);
        return 0;
    default:
        Console.Error.WriteLine("usage: write FOLDER IMAGES CATEGORIES DETECTIONS | run FOLDER [THREADS]");
        return 2;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static void Run(string folder, int threads)
{
    const double MiB = 1 << 20;
    var clock = Stopwatch.StartNew();
    var truth = CocoInstances.Read(Path.Combine(folder, RandomSet.TruthFile));
    var detections = CocoDetections.Read(Path.Combine(folder, RandomSet.DetectionsFile));
    var read = clock.Elapsed.TotalSeconds;
    var result = CocoEvaluation.Run(truth, detections, threads);
    var evaluated = clock.Elapsed.TotalSeconds - read;
    using var self = Process.GetCurrentProcess();
    Console.WriteLine(FormattableString.Invariant(
        $"{truth.Images.Count} images, {truth.Categories.Count} categories, {truth.Annotations.Count} objects, {detections.Items.Count} detections; AP {result.Summary.Ap:F4}"));
    Console.WriteLine(FormattableString.Invariant(
        $"read {read:F2} s, evaluated {evaluated:F2} s with {threads} threads, peak {self.PeakWorkingSet64 / MiB:F0} MiB, {self.TotalProcessorTime.TotalSeconds:F1} s of processor time"));
}
