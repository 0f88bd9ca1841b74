"""New plates of real ones: characters of one crop in the place of another's.

A thousand American crops have a thousand texts, which a net soon knows by heart. Cut between their characters and put
together anew they have as many texts as one likes, in real type on real paint.
"""
from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import cv2
import numpy as np
import torch

from .crops import Crop, allowed, plain, plain_frame
from .measure import fold, read
from .model import COLUMNS, ROWS, SLOTS, PlateReader

TALLEST_ROW = 0.12
"""Centres of one row differ by this much of the plate's height at most."""

LENGTHS = (3, 8)


class Splicer:
    """Crops of one row that the net reads rightly, by kind, with their characters' places; for one thread."""

    def __init__(self, model: PlateReader, crops: list[Crop]) -> None:
        self.kinds: dict[str, list[tuple[Crop, np.ndarray]]] = defaultdict(list)
        self.characters: dict[str, dict[str, list[tuple[Crop, np.ndarray, int]]]] = defaultdict(lambda: defaultdict(list))
        self.own: dict[int, np.ndarray] = {}
        for crop, cuts in zip(crops, _cuts(model, crops)):
            if cuts is not None:
                self.kinds[crop.kind].append((crop, cuts))
                self.own[id(crop)] = cuts
                for place, character in enumerate(crop.text):
                    self.characters[crop.kind][character].append((crop, cuts, place))

    def __len__(self) -> int:
        return len(self.own)

    def varied(self, crop: Crop, rng: np.random.Generator) -> Crop:
        """The crop with characters of its kind in the place of some; itself where that cannot be."""
        kind = self.kinds.get(crop.kind, [])
        own = self.own.get(id(crop))
        if own is None or len(kind) < 3:
            return crop
        return _tail(crop, own, kind, rng) if rng.random() < 0.5 else _single(crop, own, self.characters[crop.kind], rng)


def _pick(kind: list[tuple[Crop, np.ndarray]], rng: np.random.Generator) -> tuple[Crop, np.ndarray]:
    return kind[int(rng.integers(len(kind)))]


def _tail(crop: Crop, cuts: np.ndarray, kind: list[tuple[Crop, np.ndarray]], rng: np.random.Generator) -> Crop:
    """The crop's first characters, and the last ones of another."""
    other, others = _pick(kind, rng)
    here = int(rng.integers(1, len(crop.text)))
    there = here if here < len(other.text) and rng.random() < 0.8 else int(rng.integers(1, len(other.text)))
    text = crop.text[:here] + other.text[there:]
    if not LENGTHS[0] <= len(text) <= LENGTHS[1]:
        return crop
    height = crop.picture.shape[0]
    left = crop.picture[:, : round(cuts[here])]
    right = _like(other.picture[:, round(others[there]) :], crop.picture, rng)
    wide = max(1, round(right.shape[1] * height / right.shape[0]))
    picture = np.hstack([left, cv2.resize(right, (wide, height), interpolation=cv2.INTER_AREA)])
    return replace(crop, picture=picture, text=text, allowed=_joined(crop.allowed[:here], other.allowed[there : len(other.text)]))


def _single(crop: Crop, cuts: np.ndarray, kind: dict[str, list[tuple[Crop, np.ndarray, int]]], rng: np.random.Generator) -> Crop:
    """The crop with single characters of others in the place of some of its own.

    Each character that the kind has is as likely as any other: plates seldom have a V, and what is seldom seen is read as what is often.
    """
    picture, text, said = crop.picture.copy(), list(crop.text), crop.allowed.copy()
    known = sorted(kind)
    for slot in range(len(text)):
        if rng.random() > 0.5:
            continue
        same = kind[known[int(rng.integers(len(known)))]]
        other, others, from_ = same[int(rng.integers(len(same)))]
        left, right = round(cuts[slot]), round(cuts[slot + 1])
        piece = other.picture[:, round(others[from_]) : round(others[from_ + 1])]
        if right - left < 3 or piece.shape[1] < 3 or not 0.5 < piece.shape[1] / piece.shape[0] * picture.shape[0] / (right - left) < 2:
            continue
        sized = cv2.resize(_like(piece, crop.picture, rng), (right - left, picture.shape[0]), interpolation=cv2.INTER_AREA)
        picture[:, left:right] = sized
        text[slot], said[slot] = other.text[from_], other.allowed[from_]
    return replace(crop, picture=picture, text="".join(text), allowed=said)


def _joined(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    out = allowed("")
    out[: len(first) + len(second)] = np.concatenate([first, second])
    return out


def _like(piece: np.ndarray, whole: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The piece in the light of the other picture, mostly."""
    if piece.size == 0 or rng.random() < 0.2:
        return piece
    axes = (0, 1)
    mean, spread = piece.mean(axis=axes), piece.std(axis=axes) + 4
    wanted, wide = whole.mean(axis=axes), whole.std(axis=axes) + 4
    return np.clip((piece - mean) * np.clip(wide / spread, 0.5, 2) + wanted, 0, 255).astype(np.uint8)


@torch.no_grad()
def _cuts(model: PlateReader, crops: list[Crop]) -> list[np.ndarray | None]:
    """Where each crop can be cut between characters, [n + 1] in its pixels; None where it cannot."""
    model.eval()
    out: list[np.ndarray | None] = []
    for at in range(0, len(crops), 64):
        part = crops[at : at + 64]
        shown = [plain(crop) for crop in part]
        pictures = torch.from_numpy(np.stack(shown)).permute(0, 3, 1, 2).float() / 255
        places = torch.softmax(model(pictures).places, dim=2).reshape(-1, SLOTS, ROWS, COLUMNS).numpy()
        for crop, said, place in zip(part, read(model, shown), places):
            right = fold(said.text) == fold(crop.text) and len(crop.text) >= LENGTHS[0]
            out.append(_between(crop, place[: len(crop.text)]) if right else None)
    return out


def _between(crop: Crop, places: np.ndarray) -> np.ndarray | None:
    x = (places.sum(axis=1) * (np.arange(COLUMNS) + 0.5)).sum(axis=1) / COLUMNS
    y = (places.sum(axis=2) * (np.arange(ROWS) + 0.5)).sum(axis=1) / ROWS
    steps = np.diff(x)
    if y.max() - y.min() > TALLEST_ROW or steps.min() < 0.03:
        return None
    left, width = plain_frame(crop)[0::2]
    middles = (x[1:] + x[:-1]) / 2
    ends = np.array([max(0.0, x[0] - steps[0] / 2), min(1.0, x[-1] + steps[-1] / 2)])
    return left + width * np.concatenate([ends[:1], middles, ends[1:]])
