"""ONNX files that read like raw YOLOv8: no batch norm left, scores already 0 to 1."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import torch

from .. import packed
from ..quantise import quantise
from . import pictures
from .evaluate import load
from .infer import letterbox, tensor
from .net import YoloRaw
from .train import KEPT

OPSET = 13
CALIBRATING = 200
"""Pictures that tell how far the numbers of a network reach."""

FRACTIONS = ("/detector/stem/stem.0/", "/detector/out/", "/detector/out16/", "/detector/out32/")
"""Convolutions that stay as they are: three channels are too few to gain by it, and the last ones say where boxes end."""

GOLDEN_BEST = 20


def export(settings: dict, out: Path, picture: Path | None) -> None:
    """Writes ``plates.onnx`` (any size in steps of 32), fixed sizes as well, and golden outputs."""
    model = YoloRaw(load(settings, out).fold()).eval()
    out.mkdir(parents=True, exist_ok=True)
    axes = {"images": {2: "height", 3: "width"}, "output0": {2: "boxes"}}
    for name, height, width, dynamic in (
        ("plates.onnx", 384, 640, axes), ("plates-640x384.onnx", 384, 640, None),
        ("plates-1280x768.onnx", 768, 1280, None),
    ):
        example = torch.zeros(1, 3, height, width)
        torch.onnx.export(model, example, str(out / name), opset_version=OPSET, input_names=["images"],
                          output_names=["output0"], dynamic_axes=dynamic, do_constant_folding=True)
        print(f"{out / name}: {(out / name).stat().st_size} bytes")
    golden(model, out, picture)
    keep(out / "last.pt")


def keep(checkpoint: Path) -> None:
    """Puts a run's checkpoint where the next training goes on from it."""
    state = torch.load(checkpoint, map_location="cpu")
    packed.write({part: state[part] for part in ("net", "average", "optimiser")}, KEPT)
    print(f"{KEPT}: {KEPT.stat().st_size} bytes")


@torch.no_grad()
def golden(model: YoloRaw, out: Path, picture: Path | None) -> None:
    """One input and what the network makes of it, for a check of the ONNX files elsewhere.

    ``golden.png`` is the input as it is (already letterboxed), ``golden.json``
    the best columns of the output, ``golden.npz`` the input's and output's floats.
    """
    if picture:
        pixels = cv2.cvtColor(cv2.imread(str(picture)), cv2.COLOR_BGR2RGB)
    else:
        pixels = np.random.default_rng(0).integers(0, 256, (384, 640, 3), np.uint8)
    image, _ = letterbox(pixels, 640)
    images = tensor(image)
    rows = model(images)[0].numpy()
    best = np.argsort(-rows[4])[:GOLDEN_BEST]
    cv2.imwrite(str(out / "golden.png"), cv2.cvtColor(image, cv2.COLOR_RGB2BGR))
    np.savez_compressed(out / "golden.npz", images=images.numpy(), output0=rows[None])
    told = {"input": {"height": image.shape[0], "width": image.shape[1]}, "boxes": int(rows.shape[1]),
            "best": [{"column": int(i), "cx": float(rows[0, i]), "cy": float(rows[1, i]), "w": float(rows[2, i]),
                      "h": float(rows[3, i]), "score": float(rows[4, i])} for i in best]}
    (out / "golden.json").write_text(json.dumps(told, indent=1) + "\n")
    print(f"golden: {out / 'golden.json'}, best score {rows[4].max():.4f}")


def quantised(model: Path, boxes: Path, out: Path) -> None:
    """Writes an exported model once more, over whole numbers."""
    known = pictures.read_set(boxes, [])
    drawn = np.random.default_rng(0).permutation(len(known))[:CALIBRATING]
    inputs = [letterbox(known[i].read(1280), 640)[0] for i in drawn]
    out.parent.mkdir(parents=True, exist_ok=True)
    quantise(model, out, [np.float32(image.transpose(2, 0, 1)[None]) / 255 for image in inputs], "/detector/", FRACTIONS)
