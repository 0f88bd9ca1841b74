"""Official American plate designs without characters, as grounds that a number is drawn on."""
from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

HEIGHT = 112
"""Of every ground, pixels."""

BAND = (0.30, 0.72)
"""Rows that the number takes, of the height."""

BUSY = 14.0
"""Mean step between neighbouring pixels of a column's band, in bytes, above which something is drawn there."""

ROOM_MIN = 0.55
"""Least share of the width that must be free, else the design is not used."""


@dataclass(frozen=True)
class Ground:
    """picture: [HEIGHT, w, 3], RGB; left, right: free columns of the band; dark: whether ink should be light."""

    picture: np.ndarray
    left: int
    right: int
    dark: bool


def load(folder: Path) -> list[Ground]:
    """The blank designs of a folder with designs.csv (`image,state,blank,title`) and images/; none where it is missing."""
    listing = folder / "designs.csv"
    if not listing.exists():
        return []
    with listing.open() as lines:
        names = [row["image"] for row in csv.DictReader(lines) if row["blank"] == "1"]
    grounds = (_ground(folder / "images" / name) for name in names)
    return [ground for ground in grounds if ground is not None]


def _ground(file: Path) -> Ground | None:
    bgr = cv2.imread(str(file), cv2.IMREAD_COLOR)
    if bgr is None or not 1.7 <= bgr.shape[1] / bgr.shape[0] <= 2.3:
        return None
    width = round(HEIGHT * bgr.shape[1] / bgr.shape[0])
    picture = cv2.resize(cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB), (width, HEIGHT), interpolation=cv2.INTER_AREA if bgr.shape[0] > HEIGHT else cv2.INTER_CUBIC)
    band = cv2.GaussianBlur(picture, (0, 0), 1.0)[round(BAND[0] * HEIGHT) : round(BAND[1] * HEIGHT)].astype(np.float32)
    steps = np.abs(np.diff(band, axis=0)).max(axis=2).mean(axis=0) * 4 + np.abs(np.diff(band, axis=1, prepend=band[:, :1])).max(axis=2).mean(axis=0) * 2
    left, right = _longest(steps < BUSY)
    if right - left < ROOM_MIN * width:
        return None
    inside = band[:, left:right]
    return Ground(picture, left, right, bool(np.median(inside) < 115))


def _longest(free: np.ndarray) -> tuple[int, int]:
    """The longest run of free columns, half-open."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], free.astype(np.int8), [0]])))
    runs = edges.reshape(-1, 2)
    return tuple(int(v) for v in runs[np.argmax(runs[:, 1] - runs[:, 0])]) if len(runs) else (0, 0)
