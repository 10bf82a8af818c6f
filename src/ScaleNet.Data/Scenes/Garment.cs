using ScaleNet.Data.Images;

namespace ScaleNet.Data.Scenes;

/// <summary>A thing cut out of its black surroundings.</summary>
/// <param name="Pixels">
/// The whole frame: brightness three times (red, green, blue), and how opaque the pixel is. Brightness never exceeds opacity, as
/// if it had been multiplied by it: black shines through nowhere. Borrowed, valid until the cutter's next call.
/// </param>
/// <param name="Box">The smallest rectangle that holds all of it; the whole frame when there is nothing.</param>
internal readonly record struct Garment(PixelBuffer Pixels, PixelRegion Box);
