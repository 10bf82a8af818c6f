"""Makes the pictures of this folder and expected.json, the pixels that Pillow reads of them.

Run once, in this folder, with Pillow 9.4 (Debian's python3-pil) and cwebp's library behind it; no test runs it.
"stored" is Image.convert("RGB") of the first frame, with two exceptions: of 16 bits the upper 8 are expected, which
Pillow does for colours but not for grey, and a transparent pixel of a GIF is black. "seen" is the picture after ImageOps.exif_transpose, composed over white.
"""
import io
import json
import struct
import zlib

from PIL import Image, ImageOps

W, H = 12, 8
expected = {}


def colours(x, y):
    return (20 + 18 * x, 250 - 28 * y, 30 + 9 * x + 12 * y)


def base(mode="RGB"):
    image = Image.new("RGB", (W, H))
    image.putdata([colours(x, y) for y in range(H) for x in range(W)])
    return image.convert(mode)


def alpha():
    ramp = Image.new("L", (W, H))
    ramp.putdata([min(255, 30 * y + 5 * x) for y in range(H) for x in range(W)])
    return ramp


def note(name, stored, seen, width=W, height=H):
    expected[name] = {
        "width": width, "height": height, "stored": bytes(stored).hex(),
        "seenWidth": seen.width, "seenHeight": seen.height, "seen": seen.convert("RGB").tobytes().hex(),
    }


def seen_of(image):
    upright = ImageOps.exif_transpose(image)
    if upright.mode in ("LA", "PA") or "transparency" in upright.info:
        upright = upright.convert("RGBA")
    if upright.mode == "RGBA":
        return Image.alpha_composite(Image.new("RGBA", upright.size, "white"), upright)
    return upright.convert("RGB")


def save(name, image, **how):
    image.save(name, **how)
    read = Image.open(name)
    stored = read.convert("RGB")
    if read.format == "GIF":
        rgba = read.convert("RGBA")
        stored = Image.composite(stored, Image.new("RGB", read.size), rgba.getchannel("A"))
    note(name, stored.tobytes(), seen_of(read), *read.size)


def png(name, bits, colour_type, rows, rgb, interlaced=0):
    """A PNG of a kind that Pillow does not write."""
    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    raw = b"".join(b"\0" + row for row in rows)
    with open(name, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", W, H, bits, colour_type, 0, 0, interlaced))
                   + chunk(b"IDAT", zlib.compress(raw, 9)) + chunk(b"IEND", b""))
    note(name, rgb, Image.frombytes("RGB", (W, H), bytes(rgb)))


# Kinds of PNG
save("rgb.png", base())
save("grey.png", base("L"))
save("one-bit.png", base("L").point(lambda v: 255 if v > 128 else 0).convert("1"))
save("palette.png", base().quantize(16))
save("rgba.png", Image.merge("RGBA", (*base().split(), alpha())))
save("grey-alpha.png", Image.merge("LA", (base("L"), alpha())))
see_through = base().quantize(16)
save("palette-transparent.png", see_through, transparency=bytes([0, 128] + [255] * 14))
save("1x1.png", Image.new("RGB", (1, 1), (9, 99, 199)))

deep = [[[colours(x, y)[c] * 256 + (17 * x + 31 * y) % 256 for c in range(3)] for x in range(W)] for y in range(H)]
png("rgb16.png", 16, 2, [struct.pack(">%dH" % (3 * W), *sum(row, [])) for row in deep],
    [v >> 8 for row in deep for pixel in row for v in pixel])
png("grey16.png", 16, 0, [struct.pack(">%dH" % W, *[pixel[0] for pixel in row]) for row in deep],
    [pixel[0] >> 8 for row in deep for pixel in row for _ in range(3)])
png("two-bit.png", 2, 0, [bytes([0b00011011] * (W // 4)) for _ in range(H)],
    [85 * (x % 4) for _ in range(H) for x in range(W) for _ in range(3)])
passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
png("interlaced.png", 8, 2, [b"".join(bytes(colours(x, y)) for x in range(x0, W, dx))
                             for x0, y0, dx, dy in passes for y in range(y0, H, dy)],
    base().tobytes(), interlaced=1)

# Kinds of JPEG
save("baseline.jpg", base(), quality=95, subsampling=0)
save("subsampled.jpg", base(), quality=95, subsampling=2)
save("progressive.jpg", base(), quality=95, subsampling=0, progressive=True)
save("grey.jpg", base("L"), quality=95)
inks = Image.new("CMYK", (W, H))
inks.putdata([(20 * x, 30 * y, 120, 10 * x) for y in range(H) for x in range(W)])
save("cmyk.jpg", inks, quality=95)

# The same inks as YCCK: libjpeg's own transform, with Adobe's marker saying so (transform 2)
ycc = Image.merge("RGB", inks.split()[:3]).convert("YCbCr").split()
save("ycck.jpg", Image.merge("CMYK", (*[band.point(lambda v: v) for band in ycc], inks.split()[3])), quality=95)
stored = bytearray(open("ycck.jpg", "rb").read())
adobe = stored.index(b"Adobe")
stored[adobe + 11] = 2
open("ycck.jpg", "wb").write(stored)
read = Image.open("ycck.jpg")
note("ycck.jpg", read.convert("RGB").tobytes(), seen_of(read))

for orientation in range(1, 9):
    exif = Image.Exif()
    exif[0x0112] = orientation
    save("orientation-%d.jpg" % orientation, base(), quality=95, subsampling=0, exif=exif)

exif = Image.Exif()
exif[0x0112] = 6
save("orientation-6.png", base(), exif=exif)
save("orientation-6.webp", base(), lossless=True, exif=exif)

# The others
save("lossless.webp", Image.merge("RGBA", (*base().split(), alpha())), lossless=True, exact=True)
save("lossy.webp", base(), quality=90)
save("colour.bmp", base())
save("palette.bmp", base().quantize(16))
save("grey.gif", base("L"))
frames = [base().quantize(16), Image.new("P", (W, H), 3)]
save("animated.gif", frames[0], save_all=True, append_images=frames[1:], duration=100)
save("transparent.gif", base().quantize(16), transparency=2)

with open("expected.json", "w") as file:
    json.dump(expected, file, indent=1)
    file.write("\n")
