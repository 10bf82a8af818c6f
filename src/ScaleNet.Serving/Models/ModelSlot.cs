namespace ScaleNet.Serving.Models;

/// <summary>The place of a name and a version: which model is there may change, its requests do not notice.</summary>
internal sealed class ModelSlot
{
    private readonly Lock _lock = new();
    private LoadedModel? _current;

    /// <param name="file">What is served there.</param>
    /// <param name="stamp">The files that the model was read from.</param>
    /// <param name="model">The model; owned.</param>
    /// <param name="queueLimit">Most requests at once.</param>
    public ModelSlot(ModelFile file, FileStamp stamp, LoadedModel model, int queueLimit)
    {
        File = file;
        Stamp = stamp;
        _current = model;
        Admission = new Admission(queueLimit, file.Name);
    }

    /// <summary>What is served here.</summary>
    public ModelFile File { get; }

    /// <summary>The version as clients write it.</summary>
    public string Version => File.VersionText;

    /// <summary>Who may ask.</summary>
    public Admission Admission { get; }

    /// <summary>The files that were last tried.</summary>
    public FileStamp Stamp { get; private set; }

    /// <summary>Why the newest file is not what is served; null if it is.</summary>
    public string? ReloadProblem { get; private set; }

    /// <summary>Uses the model that is here now; null if there is none any more.</summary>
    public ModelLease? Enter()
    {
        lock (_lock)
        {
            return _current?.TryEnter() == true ? new ModelLease(_current) : null;
        }
    }

    /// <summary>Puts a newer model here. Requests that use the older one finish with it.</summary>
    public void Replace(LoadedModel newer, FileStamp stamp)
    {
        (Stamp, ReloadProblem) = (stamp, null);
        Exchange(newer)?.Leave();
    }

    /// <summary>Notes that the files cannot be used; the older model stays.</summary>
    public void Refuse(FileStamp stamp, string problem) => (Stamp, ReloadProblem) = (stamp, problem);

    /// <summary>Takes the model away.</summary>
    /// <returns>Ends when it is closed.</returns>
    public Task Close()
    {
        var model = Exchange(null);
        model?.Leave();
        return model?.End ?? Task.CompletedTask;
    }

    private LoadedModel? Exchange(LoadedModel? newer)
    {
        lock (_lock)
        {
            var older = _current;
            _current = newer;
            return older;
        }
    }
}
