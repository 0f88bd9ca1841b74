"""Pictures and their boxes, from disk."""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass, field, replace
from pathlib import Path

import cv2
import numpy as np

FLAT = 3.0
"""A plate's standard deviation of bytes is above this, however dark the night."""

NO_BOXES = np.zeros((0, 4), np.float32)


@dataclass
class Picture:
    """A picture with its plates: boxes are ``[N, 4]`` left, top, right, bottom in pixels."""

    name: str
    source: str
    path: Path
    boxes: np.ndarray
    ignored: np.ndarray = field(default_factory=lambda: NO_BOXES)
    pixels: np.ndarray | None = None
    """``[H, W, 3]`` RGB bytes, once loaded."""

    def shape(self) -> tuple[int, int]:
        """Height and width in pixels."""
        pixels = self.pixels if self.pixels is not None else self.read()
        return pixels.shape[:2]

    def read(self, long_side_max: int = 0) -> np.ndarray:
        """The pixels, without keeping them; shrunk (boxes too) if a side is longer than told."""
        bgr = cv2.imread(str(self.path), cv2.IMREAD_COLOR)
        if bgr is None:
            raise OSError(f"not a picture: {self.path}")
        scale = long_side_max / max(bgr.shape[:2]) if long_side_max else 1.0
        if scale < 1:
            bgr = cv2.resize(bgr, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
            self.boxes, self.ignored = self.boxes * scale, self.ignored * scale
        return cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB)


def read_boxes(path: Path) -> dict[str, tuple[str, list[list[float]]]]:
    """A CSV file of ``image[,source],x,y,w,h``: by picture, its source and its boxes as edges."""
    found: dict[str, tuple[str, list[list[float]]]] = {}
    with path.open(newline="") as lines:
        for row in csv.DictReader(lines):
            boxes = found.setdefault(row["image"], (row.get("source") or "", []))[1]
            if row["w"]:
                x, y, w, h = (float(row[k]) for k in "xywh")
                boxes.append([x, y, x + w, y + h])
    return found


def read_set(labels: Path, ignore: list[Path] = ()) -> list[Picture]:
    """The pictures that a CSV file labels; they lie in ``images`` beside it."""
    pictures = [
        Picture(name, source, labels.parent / "images" / name, np.array(boxes, np.float32).reshape(-1, 4))
        for name, (source, boxes) in sorted(read_boxes(labels).items())
    ]
    for path in ignore:
        regions = read_boxes(Path(path))
        for picture in pictures:
            if picture.name in regions:
                more = np.array(regions[picture.name][1], np.float32).reshape(-1, 4)
                picture.ignored = np.concatenate([picture.ignored, more])
    return pictures


def read_sets(folder: Path, ignore: list[Path]) -> list[Picture]:
    """The pictures of all of a folder's ``boxes*.csv``."""
    return [picture for labels in sorted(folder.glob("boxes*.csv")) for picture in read_set(labels, ignore)]


def ignore_flat(picture: Picture) -> None:
    """Moves labels on nothing but darkness to what is ignored; the pixels must be loaded."""
    def flat(box: np.ndarray) -> bool:
        left, top, right, bottom = np.clip(np.round(box), 0, None).astype(int)
        cut = picture.pixels[top : max(bottom, top + 1), left : max(right, left + 1)]
        return cut.size == 0 or float(cut.std()) < FLAT

    flags = np.array([flat(box) for box in picture.boxes], bool)
    if flags.any():
        picture.ignored = np.concatenate([picture.ignored, picture.boxes[flags]])
        picture.boxes = picture.boxes[~flags]


def without_close_ups(pictures: list[Picture], share_max: float) -> list[Picture]:
    """The same pictures, with plates wider than a share of the picture's width ignored.

    Training data holds bare plates from edge to edge, which no camera here shows.
    """
    kept = []
    for picture in pictures:
        wide = picture.shape()[1]
        close = picture.boxes[:, 2] - picture.boxes[:, 0] > share_max * wide
        ignored = np.concatenate([picture.ignored, picture.boxes[close]])
        kept.append(replace(picture, boxes=picture.boxes[~close], ignored=ignored))
    return kept


def split(pictures: list[Picture], val_fraction: float) -> tuple[list[Picture], list[Picture]]:
    """Training and validation pictures; a picture's name decides, so that it stays on its side."""
    def share(picture: Picture) -> float:
        return int(hashlib.sha256(picture.name.encode()).hexdigest()[:8], 16) / 2**32

    train = [p for p in pictures if share(p) >= val_fraction]
    return train, [p for p in pictures if share(p) < val_fraction]
