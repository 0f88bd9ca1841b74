"""What the reader gets right."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch

from .crops import Crop, plain
from .model import ALPHABET, EMPTY, REGIONS, PlateReader
from .patterns import Patterns, weighed


@dataclass(frozen=True)
class Read:
    """text; scores: of each of its characters, 0 to 1; score: of the whole; region."""

    text: str
    scores: list[float]
    score: float
    region: str


def fold(text: str) -> str:
    """O as 0 and I as 1, as the labels of European plates do not tell them apart."""
    return text.replace("O", "0").replace("I", "1")


@torch.no_grad()
def read(model: PlateReader, pictures: list[np.ndarray], device: str = "cpu", batch: int = 64, patterns: Patterns | None = None) -> list[Read]:
    """Reads pictures of [64, 160, 3], RGB, uint8; patterns decide what a picture leaves open."""
    model.eval()
    out: list[Read] = []
    for at in range(0, len(pictures), batch):
        stacked = torch.from_numpy(np.stack(pictures[at : at + batch])).permute(0, 3, 1, 2).float() / 255
        reading = model(stacked.to(device))
        chances = torch.softmax(reading.slots, dim=2).cpu().numpy()
        regions = torch.softmax(reading.region, dim=1).cpu().numpy()
        out += [_text(c, _region(r)) if patterns is None else _weighed(c, r, patterns) for c, r in zip(chances, regions)]
    return out


def _region(chances: np.ndarray) -> str:
    """The region that is likelier than all others together, or unknown."""
    best = int(chances.argmax())
    return REGIONS[best] if chances[best] > 0.5 else REGIONS[0]


def _text(chances: np.ndarray, region: str) -> Read:
    best = chances.argmax(axis=1)
    kept = [slot for slot, character in enumerate(best) if character != EMPTY]
    scores = [float(chances[slot, best[slot]]) for slot in kept]
    whole = float(np.prod(chances.max(axis=1)))
    return Read("".join(ALPHABET[best[slot]] for slot in kept), scores, whole, region)


def _weighed(chances: np.ndarray, regions: np.ndarray, patterns: Patterns) -> Read:
    text, scores = weighed(chances, regions, patterns)
    return Read(text, scores, float(np.prod(scores)), _region(regions))


def accuracy(model: PlateReader, crops: list[Crop], device: str = "cpu") -> float:
    """Share of crops read exactly, O and 0, I and 1 taken as one."""
    reads = read(model, [plain(crop) for crop in crops], device)
    return float(np.mean([fold(r.text) == fold(c.text) for r, c in zip(reads, crops)])) if crops else 0.0
