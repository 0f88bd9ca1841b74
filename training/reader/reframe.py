"""What it is worth to frame a plate anew where the reader saw its characters: the slow twin of `Reframing.java`.

Boxes are [x, y, width, height] in pixels of a picture, origin top left; a frame is [4, 2], its corners from the top left on, clockwise.
"""
from __future__ import annotations

from collections import defaultdict

import cv2
import numpy as np
import torch

from ..render.camera import degrade, fitted
from .crops import Crop
from .measure import fold
from .model import ALPHABET, COLUMNS, EMPTY, HEIGHT, ROWS, SLOTS, WIDTH, PlateReader

MARGINS = (0.08, 0.06, 0.04, 0.02, 0.0)
"""Of the box as it is; other frames have every other."""

LEAST, ROOM, ASPECT, TALLER = 0.5, 2.0, 1.9, 1.15
"""As in `Reframing.java`."""

ROUNDS = 3
"""How often each crop is turned and made worse."""


def report(model: PlateReader, crops: list[Crop]) -> None:
    """Prints how many crops, turned and made worse, are read with their boxes alone, and how many with other frames too."""
    rng = np.random.default_rng(3)
    alone, both, anew = [], [], 0
    for crop in [crop for crop in crops for _ in range(ROUNDS)]:
        picture, box = _worse(crop, rng)
        tries, frames = _tries(model, picture, box)
        more = [_framed(picture, frame, margin) for frame in frames for margin in MARGINS[::2]]
        others = [(text, sure) for text, sure, _ in _read(model, more)] if more else []
        alone.append(fold(_winner(tries)) == fold(crop.text))
        both.append(fold(_winner(tries + others)) == fold(crop.text))
        anew += bool(frames)
    lost, won = sum(a and not b for a, b in zip(alone, both)), sum(b and not a for a, b in zip(alone, both))
    print(f"turned and made worse: right {np.mean(alone):.4f} by boxes, {np.mean(both):.4f} with other frames too, of {len(both)} crops, {anew} of them framed anew; won {won}, lost {lost}")


def _worse(crop: Crop, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """The crop as a picture of its own, turned, slanted, coarser and degraded, and a box that is wrong by a few hundredths."""
    height, width = crop.picture.shape[:2]
    turn = np.deg2rad(rng.normal(0, 4))
    matrix = np.float32([[np.cos(turn), -np.sin(turn) + rng.normal(0, 0.1)], [np.sin(turn) + rng.normal(0, 0.04), np.cos(turn)]])
    corners = np.float32([[0, 0], [width, 0], [width, height], [0, height]])
    source = (corners - corners.mean(axis=0)) @ matrix.T + corners.mean(axis=0)
    scale = max(float(rng.uniform(0.3, 1)), min(1.0, 15 / height))
    size = (max(12, round(width * scale)), max(8, round(height * scale)))
    picture = crop.picture if scale > 0.8 else cv2.GaussianBlur(crop.picture, (0, 0), 0.35 / scale)
    seen = degrade(_warped(picture, source, size), rng)
    inside = np.array([*size]) * crop.margin / (1 + 2 * crop.margin)
    left, top, right, bottom = rng.normal(0, 0.04, 4) * [*size, *size]
    return seen, np.array([inside[0] + left, inside[1] + top, size[0] - 2 * inside[0] + right - left, size[1] - 2 * inside[1] + bottom - top])


def _warped(picture: np.ndarray, corners: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    target = np.float32([[0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]]])
    matrix = cv2.getPerspectiveTransform(np.float32(corners), target)
    return cv2.warpPerspective(picture, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


def _tries(model: PlateReader, picture: np.ndarray, box: np.ndarray) -> tuple[list[tuple[str, float]], list[np.ndarray]]:
    """Text and certainty with each margin, and other frames by the surest of them."""
    high, wide = picture.shape[:2]
    x, y, w, h = box
    cuts = []
    for margin in MARGINS:
        sides = np.rint([x - margin * w, y - margin * h, x + w * (1 + margin), y + h * (1 + margin)]).astype(int)
        cuts.append(np.clip(sides, 0, [wide - 1, high - 1, wide, high]))
    reads = _read(model, [fitted(np.ascontiguousarray(picture[top:bottom, left:right]), (WIDTH, HEIGHT)) for left, top, right, bottom in cuts])
    surest = max(range(len(reads)), key=lambda i: reads[i][1])
    left, top, right, bottom = cuts[surest]
    spots = reads[surest][2] * (right - left, bottom - top) + (left, top)
    return [(text, sure) for text, sure, _ in reads], frames(spots, bottom - top, box)


@torch.no_grad()
def _read(model: PlateReader, crops: list[np.ndarray]) -> list[tuple[str, float, np.ndarray]]:
    """Of each crop the text, how sure it is, and the spot of each character, shares of the crop."""
    reading = model(torch.from_numpy(np.stack(crops)).permute(0, 3, 1, 2).float() / 255)
    chances = torch.softmax(reading.slots, dim=2).numpy()
    places = torch.softmax(reading.places, dim=2).reshape(-1, SLOTS, ROWS, COLUMNS).numpy()
    x = (places.sum(axis=2) * (np.arange(COLUMNS) + 0.5)).sum(axis=2) / COLUMNS
    y = (places.sum(axis=3) * (np.arange(ROWS) + 0.5)).sum(axis=2) / ROWS
    out = []
    for chance, spots in zip(chances, np.stack([x, y], axis=2)):
        best = chance.argmax(axis=1)
        kept = np.flatnonzero(best != EMPTY)
        out.append(("".join(ALPHABET[best[slot]] for slot in kept), float(chance.max(axis=1)[kept].prod()), spots[kept]))
    return out


def frames(spots: np.ndarray, high: float, box: np.ndarray) -> list[np.ndarray]:
    """Other frames of a plate, by the middles of its characters ([n, 2], pixels) in a crop of `high` rows."""
    if len(spots) < 4:
        return []
    x, y = spots.T
    away = x - x.mean()
    slope = float((away * (y - y.mean())).sum() / max((away**2).sum(), 1e-9))
    if abs(slope) > 0.5 or np.abs(y - y.mean() - slope * away).max() > 0.12 * high:
        return []
    angle, (left, top, w, h) = np.arctan(slope), box
    step = sorted(np.diff(x))[(len(x) - 1) // 2]
    width = max((x[-1] - x[0] + ROOM * step) / np.cos(angle), LEAST * w)
    height = min(h, width / ASPECT)
    middle = (x[0] + x[-1]) / 2
    around = _frame((middle, y.mean() + slope * (middle - x.mean())), width, height, angle)
    if abs(angle) < np.deg2rad(1):
        return [around] if h > TALLER * height else []
    cos, sin = np.cos(angle), abs(np.sin(angle))
    held = np.array([w * cos - h * sin, h * cos - w * sin]) / (cos**2 - sin**2)
    wide, tall = (np.maximum(held, LEAST * np.array([w, h])) + (w, h)) / 2
    return [_frame((left + w / 2, top + h / 2), wide, tall, angle), around]


def _frame(middle: tuple[float, float], width: float, height: float, angle: float) -> np.ndarray:
    along, down = np.array([np.cos(angle), np.sin(angle)]) * width / 2, np.array([-np.sin(angle), np.cos(angle)]) * height / 2
    return np.array(middle) + np.array([-along - down, along - down, along + down, -along + down])


def _framed(picture: np.ndarray, frame: np.ndarray, margin: float) -> np.ndarray:
    wider = frame.mean(axis=0) + (frame - frame.mean(axis=0)) * (1 + 2 * margin)
    size = (max(12, round(np.linalg.norm(wider[1] - wider[0]))), max(8, round(np.linalg.norm(wider[3] - wider[0]))))
    return fitted(_warped(picture, wider, size), (WIDTH, HEIGHT))


def _winner(tries: list[tuple[str, float]]) -> str:
    votes: dict[str, float] = defaultdict(float)
    for text, sure in tries:
        votes[text] += sure
    return max(votes, key=lambda text: votes[text])
