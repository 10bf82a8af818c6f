using System.Collections.Concurrent;
using ScaleNet.Data;
using ScaleNet.Data.Images;

namespace ScaleNet.Cli.Prediction;

/// <summary>Decodes and prepares pictures on a thread of its own, while the network computes the ones before.</summary>
/// <remarks>One picture is decoded at a time and few wait, so that memory does not grow with a folder.</remarks>
internal sealed class PictureReader(Preprocessing preprocessing, bool invert)
{
    /// <summary>The pictures in their order.</summary>
    /// <param name="files">What is read.</param>
    /// <param name="ahead">How many may wait.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was asked to stop.</exception>
    public IEnumerable<PreparedPicture> Read(IReadOnlyList<PictureFile> files, int ahead, CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var waiting = new BlockingCollection<PreparedPicture>(ahead);
        var reader = Task.Factory.StartNew(
            () => Fill(waiting, files, end.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            foreach (var picture in waiting.GetConsumingEnumerable(stop))
            {
                yield return picture;
            }

            reader.GetAwaiter().GetResult(); // a defect over there is one here
        }
        finally
        {
            end.Cancel();
            Task.WaitAny([reader], CancellationToken.None); // it uses what is disposed next
        }
    }

    private void Fill(BlockingCollection<PreparedPicture> waiting, IReadOnlyList<PictureFile> files, CancellationToken end)
    {
        try
        {
            foreach (var file in files)
            {
                waiting.Add(Prepare(file), end);
            }
        }
        finally
        {
            waiting.CompleteAdding();
        }
    }

    private PreparedPicture Prepare(PictureFile file)
    {
        if (file.Problem is not null)
        {
            return new PreparedPicture(file.Path, Input: null, file.Problem);
        }

        try
        {
            var image = ImageDecoder.Decode(file.Path, DecodeOptions.AsSeen);
            return new PreparedPicture(file.Path, ImagePreparation.ToInput(image, preprocessing, invert), Problem: null);
        }
        catch (DatasetException problem)
        {
            return new PreparedPicture(file.Path, Input: null, problem.Message);
        }
    }
}
