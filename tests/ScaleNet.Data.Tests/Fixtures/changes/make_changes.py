# What PIL and torchvision make of one small picture: changes.json. Debian 12: python3-pil 9.4.0, python3-torchvision 0.14.1.
# Run in this folder: python3 make_changes.py
import base64
import json

from PIL import Image, ImageEnhance, ImageOps
from torchvision.transforms import functional as F

WIDTH, HEIGHT = 29, 22
FILL = (124, 116, 104)

state = 12345


def draw():
    global state
    state = (state * 1103515245 + 12345) % (1 << 31)
    return state >> 16


picture = Image.new("RGB", (WIDTH, HEIGHT))
picture.putdata([
    (min(255, x * 7 + draw() % 40), min(255, 40 + y * 8 + draw() % 30), (x * y + draw() % 60) % 230)
    for y in range(HEIGHT) for x in range(WIDTH)
])


def affine(*matrix):
    return picture.transform(picture.size, Image.AFFINE, matrix, resample=Image.BILINEAR, fillcolor=FILL)


def solarize_add(add):
    return picture.point([i + add if i < 128 else i for i in range(256)] * 3)


cases = {
    "autocontrast": ImageOps.autocontrast(picture),
    "equalize": ImageOps.equalize(picture),
    "invert": ImageOps.invert(picture),
    "rotate 20": picture.rotate(20, resample=Image.BILINEAR, fillcolor=FILL),
    "posterize 3": ImageOps.posterize(picture, 3),
    "solarize 100": ImageOps.solarize(picture, 100),
    "solarizeadd 60": solarize_add(60),
    "color 0.3": ImageEnhance.Color(picture).enhance(0.3),
    "color 1.7": ImageEnhance.Color(picture).enhance(1.7),
    "contrast 0.4": ImageEnhance.Contrast(picture).enhance(0.4),
    "contrast 1.6": ImageEnhance.Contrast(picture).enhance(1.6),
    "brightness 0.5": ImageEnhance.Brightness(picture).enhance(0.5),
    "brightness 1.5": ImageEnhance.Brightness(picture).enhance(1.5),
    "sharpness 0.2": ImageEnhance.Sharpness(picture).enhance(0.2),
    "sharpness 1.8": ImageEnhance.Sharpness(picture).enhance(1.8),
    "shearx 0.25": affine(1, 0.25, 0, 0, 1, 0),
    "sheary -0.25": affine(1, 0, 0, -0.25, 1, 0),
    "translatex 0.2": affine(1, 0, 0.2 * WIDTH, 0, 1, 0),
    "translatey -0.3": affine(1, 0, 0, 0, 1, -0.3 * HEIGHT),
    "hue 0.1": F.adjust_hue(picture, 0.1),
    "hue -0.4": F.adjust_hue(picture, -0.4),
    "center 16": F.center_crop(F.resize(picture, 18), 16),
    "crop 16": F.resized_crop(picture, 3, 5, 15, 20, (16, 16)),
}
with open("changes.json", "w", encoding="ascii") as out:
    json.dump({
        "width": WIDTH,
        "height": HEIGHT,
        "picture": base64.b64encode(picture.tobytes()).decode(),
        "cases": {name: base64.b64encode(image.tobytes()).decode() for name, image in cases.items()},
    }, out, indent=1)
    out.write("\n")
