# The work of `run` with torchvision and PIL on one thread: python3 torchvision_pipeline.py FOLDER COUNT prints pictures a second of processor time.
# Debian 12: python3-torchvision 0.14.1, python3-pil 9.4.0.
import glob
import io
import sys
import time

import torch
from PIL import Image
from torchvision import transforms

WARM_UP = 100

torch.set_num_threads(1)
files = [open(name, "rb").read() for name in sorted(glob.glob(sys.argv[1] + "/*.jpg"))]
prepare = transforms.Compose([
    transforms.RandomResizedCrop(224),
    transforms.RandomHorizontalFlip(),
    transforms.ToTensor(),
    transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]),
])


def run(count):
    for i in range(count):
        prepare(Image.open(io.BytesIO(files[i % len(files)])).convert("RGB"))


run(WARM_UP)
started = time.process_time()
run(int(sys.argv[2]))
print(f"{int(sys.argv[2]) / (time.process_time() - started):.1f}")
