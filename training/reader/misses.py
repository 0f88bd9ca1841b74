"""A montage of what the reader got wrong."""
from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from ..sheet import joined
from .crops import Crop, plain
from .measure import Read, fold, read
from .model import PlateReader

_CELL = (320, 96)
_COLUMNS = 6


def misses(model: PlateReader, crops: list[Crop]) -> list[tuple[Crop, Read]]:
    """The crops read wrong, surest mistakes first."""
    reads = read(model, [plain(crop) for crop in crops])
    wrong = [(c, r) for c, r in zip(crops, reads) if fold(c.text) != fold(r.text)]
    return sorted(wrong, key=lambda pair: -pair[1].score)


def draw(wrong: list[tuple[Crop, Read]], file: Path) -> None:
    """Writes a PNG with each crop, its label, and what was read with which score."""
    if wrong:
        cv2.imwrite(str(file), joined([_cell(crop, answer) for crop, answer in wrong], _COLUMNS))


def _cell(crop: Crop, answer: Read) -> np.ndarray:
    out = np.full((_CELL[1] + 34, _CELL[0], 3), 40, np.uint8)
    height, width = crop.picture.shape[:2]
    scale = min(_CELL[0] / width, _CELL[1] / height)
    size = (max(1, int(width * scale)), max(1, int(height * scale)))
    out[: size[1], : size[0]] = cv2.cvtColor(cv2.resize(crop.picture, size), cv2.COLOR_RGB2BGR)
    texts = (f"{crop.text}  {crop.name[:24]}", f"{answer.text}  {answer.score:.2f}")
    for line, (text, colour) in enumerate(zip(texts, ((255, 255, 255), (90, 140, 255)))):
        cv2.putText(out, text, (2, _CELL[1] + 13 + 15 * line), cv2.FONT_HERSHEY_SIMPLEX, 0.42, colour, 1)
    return out
