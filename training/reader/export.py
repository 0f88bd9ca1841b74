"""The trained reader as ONNX, with its certainty calibrated, and crops with its answers as a test."""
from __future__ import annotations

import copy
import json
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor, nn

from .crops import Crop, plain, varied
from .measure import fold, read
from .model import COLUMNS, HEIGHT, REGIONS, ROWS, WIDTH, PlateReader


class Exported(nn.Module):
    """Bytes in, probabilities out: [N, 64, 160, 3] uint8 RGB to slots [N, S, 37], region [N, R], spots [N, S, 2].

    spots: the middle of where each slot looks, x and y, shares of the picture's width and height.
    """

    def __init__(self, model: PlateReader, temperature: float) -> None:
        super().__init__()
        self.model, self.temperature = model, temperature
        y, x = torch.meshgrid((torch.arange(ROWS) + 0.5) / ROWS, (torch.arange(COLUMNS) + 0.5) / COLUMNS, indexing="ij")
        self.register_buffer("grid", torch.stack([x.flatten(), y.flatten()], dim=1))

    def forward(self, pictures: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        reading = self.model(pictures.permute(0, 3, 1, 2).float() / 255)
        slots = torch.softmax(reading.slots / self.temperature, dim=2)
        return slots, torch.softmax(reading.region, dim=1), torch.softmax(reading.places, dim=2) @ self.grid


def fused(model: PlateReader) -> PlateReader:
    """A copy with each batch norm worked into the convolution before it."""
    out = copy.deepcopy(model).eval()
    for module in out.modules():
        if isinstance(module, nn.Sequential) and len(module) > 1:
            first, second = module[0], module[1]
            if isinstance(first, nn.Conv2d) and isinstance(second, nn.BatchNorm2d):
                module[0] = nn.utils.fusion.fuse_conv_bn_eval(first, second)
                module[1] = nn.Identity()
    return out


@torch.no_grad()
def temperature(model: PlateReader, crops: list[Crop]) -> float:
    """The divisor of the logits under which the labels of these crops are likeliest.

    The crops are made worse as in training: cameras in the field are not those that the crops came from,
    and a reader that is as sure as its own kept-back crops allow is too sure there.
    """
    rng = np.random.default_rng(1)
    worse = [varied(crop, rng) for _ in range(3) for crop in crops]
    pictures = torch.from_numpy(np.stack(worse)).permute(0, 3, 1, 2).float() / 255
    labels = torch.from_numpy(np.stack([crop.allowed for crop in crops] * 3))
    logits = torch.cat([model(part).slots for part in pictures.split(64)])

    def unlikely(divisor: float) -> float:
        log = torch.log_softmax(logits / divisor, dim=2).masked_fill(~labels, -1e4)
        return float((-torch.logsumexp(log, dim=2).sum(dim=1)).clamp(max=12).mean())

    return min((float(t) for t in np.geomspace(0.3, 3, 47)), key=unlikely)


def write(model: PlateReader, divisor: float, file: Path) -> None:
    """Writes the model; any number of plates a call."""
    file.parent.mkdir(parents=True, exist_ok=True)
    example = torch.zeros(2, HEIGHT, WIDTH, 3, dtype=torch.uint8)
    torch.onnx.export(
        Exported(fused(model), divisor).eval(), (example,), str(file),
        input_names=["pictures"], output_names=["slots", "region", "spots"], opset_version=14,
        dynamic_axes={"pictures": {0: "plates"}, "slots": {0: "plates"}, "region": {0: "plates"}, "spots": {0: "plates"}},
    )
    print(f"{file}: {file.stat().st_size / 1e6:.2f} MB, temperature {divisor:.3f}")


def write_samples(model: PlateReader, shots: list[np.ndarray], count: int, folder: Path) -> None:
    """Crops as PNG with what PyTorch reads in them, for a test in the other language.

    Only reads with some certainty: where two characters are alike to the last bit, rounding decides.
    """
    folder.mkdir(parents=True, exist_ok=True)
    certain = [(shot, answer) for shot, answer in zip(shots, read(model, shots)) if answer.score > 0.3]
    rows = []
    for number, (shot, answer) in enumerate(certain[:count]):
        name = f"crop-{number:02d}.png"
        cv2.imwrite(str(folder / name), cv2.cvtColor(shot, cv2.COLOR_RGB2BGR))
        rows.append({"image": name, "text": answer.text, "region": answer.region.upper()})
    (folder / "reads.json").write_text(json.dumps(rows, indent=1) + "\n")


@torch.no_grad()
def calibrated(model: PlateReader, divisor: float) -> PlateReader:
    """A copy whose logits are divided, as the exported model has them."""
    scaled = copy.deepcopy(model)
    scaled.letter[-1].weight /= divisor
    scaled.letter[-1].bias /= divisor
    scaled.slot /= divisor
    return scaled


def reliability(model: PlateReader, crops: list[Crop], divisor: float) -> dict[str, float]:
    """How far the score of a whole read can be trusted, where 0.9 or more is claimed."""
    reads = read(calibrated(model, divisor), [plain(crop) for crop in crops])
    right = np.array([fold(r.text) == fold(c.text) for r, c in zip(reads, crops)])
    sure = np.array([float(np.prod(r.scores)) >= 0.9 for r in reads])
    return {
        "exact": float(right.mean()),
        "right_of_sure": float(right[sure].mean()) if sure.any() else 0.0,
        "sure_of_right": float(sure[right].mean()) if right.any() else 0.0,
    }
