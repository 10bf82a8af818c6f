namespace ScaleNet.Data.Images;

/// <summary>What a decoder makes of the notes that a picture file carries beside its colours.</summary>
/// <remarks>
/// <see cref="AsStored"/> is for training and test sets: the readers that published networks were trained with ignore the
/// camera's orientation and drop transparency. <see cref="AsSeen"/> is for a person's own pictures.
/// </remarks>
public readonly record struct DecodeOptions
{
    /// <summary>The stored values: no rotation, and transparency is dropped without blending.</summary>
    public static DecodeOptions AsStored => default;

    /// <summary>What a viewer shows on a white page.</summary>
    public static DecodeOptions AsSeen => new() { ApplyOrientation = true, BlendOnWhite = true };

    /// <summary>Whether the camera's orientation (EXIF) is applied, so that up is up.</summary>
    public bool ApplyOrientation { get; init; }

    /// <summary>Whether transparent pixels are blended with white; otherwise their stored colour is taken as it is.</summary>
    public bool BlendOnWhite { get; init; }

    /// <summary>Most pixels that a picture may have; 0, or more than it, for <see cref="ImageDecoder.PixelLimit"/>.</summary>
    public long PixelLimit { get; init; }
}
