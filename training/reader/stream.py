"""Endless batches for the reader: rendered plates, and real crops in the share asked for."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from ..render import designs
from ..render.camera import shoot
from ..render.faces import Faces
from .crops import Crop, allowed, varied
from .model import COLUMNS, HEIGHT, REGIONS, ROWS, SLOTS, WIDTH
from .splice import Splicer


@dataclass(frozen=True)
class Batch:
    """pictures: [B, 3, 64, 160], 0 to 1; allowed: [B, S, 37], bool; region: [B], -1 = not known.

    places: [B, S, H * W], where each character is, all zero where not known.
    """

    pictures: Tensor
    allowed: Tensor
    region: Tensor
    places: Tensor


class Stream:
    """Draws samples. Plates are costly to draw, so each is photographed a few times."""

    def __init__(self, faces: Faces, crops: list[Crop], real: float, weights: dict[str, float], seed: int, kept: int = 4000, reuse: int = 4) -> None:
        self.splicer: Splicer | None = None
        self.spliced = 0.0
        self.faces, self.crops, self.real = faces, crops, real if crops else 0.0
        self.rng = np.random.default_rng(seed)
        self.kept, self.reuse = kept, reuse
        self.arts: list[designs.Art] = []
        chances = np.array([weights.get(c.source, 1.0) for c in crops], np.float64)
        self.steps = np.cumsum(chances / chances.sum()) if crops else np.zeros(0)

    def splice(self, splicer: Splicer, share: float) -> None:
        """From now on this share of real crops has characters of others."""
        self.splicer, self.spliced = splicer, share

    def batch(self, size: int) -> Batch:
        """The next samples."""
        samples = [self._real() if self.rng.random() < self.real else self._rendered() for _ in range(size)]
        pictures, labels, regions, places = zip(*samples)
        stacked = torch.from_numpy(np.stack(pictures)).permute(0, 3, 1, 2).float() / 255
        return Batch(stacked, torch.from_numpy(np.stack(labels)), torch.tensor(regions), torch.from_numpy(np.stack(places)))

    def _real(self):
        crop = self.crops[int(np.searchsorted(self.steps, self.rng.random()))]
        if self.splicer is not None and self.rng.random() < self.spliced:
            crop = self.splicer.varied(crop, self.rng)
        return varied(crop, self.rng), crop.allowed, crop.region, np.zeros((SLOTS, ROWS * COLUMNS), np.float32)

    def _rendered(self):
        rng = self.rng
        if len(self.arts) < self.kept or rng.random() < 1 / self.reuse:
            art = designs.draw(self.faces, rng)
            if len(self.arts) < self.kept:
                self.arts.append(art)
            else:
                self.arts[int(rng.integers(self.kept))] = art
        else:
            art = self.arts[int(rng.integers(len(self.arts)))]
        shot = shoot(art, (WIDTH, HEIGHT), rng)
        return shot.picture, allowed(shot.text), REGIONS.index(shot.region), _spots(shot.centres)


_X = (np.arange(COLUMNS, dtype=np.float32) + 0.5)[None, None, :]
_Y = (np.arange(ROWS, dtype=np.float32) + 0.5)[None, :, None]


def _spots(centres: np.ndarray) -> np.ndarray:
    """A bell around each character's centre, summing to one; [S, H * W]."""
    out = np.zeros((SLOTS, ROWS * COLUMNS), np.float32)
    x = centres[:, 0, None, None] * COLUMNS
    y = centres[:, 1, None, None] * ROWS
    bells = np.exp(-((_X - x) ** 2) / (2 * 0.9**2) - ((_Y - y) ** 2) / (2 * 0.8**2))
    bells = bells.reshape(len(centres), -1)
    out[: len(centres)] = bells / np.maximum(bells.sum(axis=1, keepdims=True), 1e-6)
    return out
