"""Dies of number plate presses, drawn as strokes: narrow block letters, as most American states have them.

Every die is drawn anew from random habits: how round its corners are, how flat its A, how long its Q's tail.
Coordinates: x from 0 (left) to 1, y from 0 (top) to 1, the middle of the stroke.
"""
from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from .face import CAP, CHARACTERS, Face

Path = list[tuple[float, float]]


@dataclass(frozen=True)
class Habits:
    """width: of a die, pixels; stroke: pixels; round: radius of a bend, of the width; middle: height of a crossbar.

    knee: how far the sides of a V come down, and those of an A come up, before they lean, of the height; soft_v: whether a V bends
    where others have corners, so that it is nearly a U (Arizona's); cross, mast: where
    the bars of a 4 stand.
    """

    width: int
    stroke: int
    round: float
    middle: float
    flat: float
    tail: float
    serif_one: bool
    serif_i: bool
    open_four: bool
    hooked_j: bool
    barred_g: bool
    bent_seven: float
    dip: float
    bottom_v: float
    square_d: float
    knee: float
    soft_v: bool
    cross: float
    mast: float


def face(rng: np.random.Generator) -> Face:
    """A face of one press; all of its characters are as wide as each other."""
    width = round(CAP * rng.uniform(0.36, 0.56))
    habits = Habits(
        width, max(5, round(width * rng.uniform(0.17, 0.3))), rng.uniform(0.15, 0.5), rng.uniform(0.44, 0.56),
        rng.choice([0.0, rng.uniform(0.1, 0.4)]), rng.uniform(0.15, 0.35), bool(rng.random() < 0.5), bool(rng.random() < 0.7),
        bool(rng.random() < 0.2), bool(rng.random() < 0.4), bool(rng.random() < 0.7), rng.uniform(0, 0.3),
        rng.uniform(0.4, 0.95), rng.choice([0.0, rng.uniform(0.05, 0.25)]), rng.uniform(0, 0.12),
        rng.choice([0.0, rng.uniform(0.2, 0.8)]), bool(rng.random() < 0.4), rng.uniform(0.62, 0.8), rng.uniform(0.62, 0.95),
    )
    lines = _strokes(habits)
    return Face("die", {c: [_mask(c, lines[c], habits)] for c in CHARACTERS})


def _mask(character: str, lines: list[Path], habits: Habits) -> np.ndarray:
    """The strokes with ink; 1 and a plain I are narrower dies."""
    share = 0.62 if character == "1" or (character == "I" and not habits.serif_i) else 1.0
    width = max(2 * habits.stroke, round(habits.width * share))
    if character == "I" and not habits.serif_i:
        width = habits.stroke + 2
    half = habits.stroke / 2
    scale = np.array([width - 1 - 2 * half, CAP - 1 - 2 * half])
    mask = np.zeros((CAP, width), np.uint8)
    for line in lines:
        points = _bent(np.array(line) * scale + half, habits.round * scale[0])
        cv2.polylines(mask, [np.round(points * 8).astype(np.int32)], False, 255, habits.stroke, cv2.LINE_AA, 3)
    return mask


def _bent(points: np.ndarray, radius: float) -> np.ndarray:
    """The corners of a path made round; a corner given twice stays sharp."""
    out = [points[0]]
    for before, here, after in zip(points, points[1:], points[2:]):
        near, far = np.linalg.norm(before - here), np.linalg.norm(after - here)
        cut = min(radius, 0.5 * near, 0.5 * far)
        if cut < 1:
            out.append(here)
            continue
        first, last = here + (before - here) * cut / near, here + (after - here) * cut / far
        t = np.linspace(0, 1, 7)[:, None]
        out.extend((1 - t) ** 2 * first + 2 * t * (1 - t) * here + t**2 * last)
    return np.array([*out, points[-1]])


def _ring(top: float = 0, bottom: float = 1) -> Path:
    """A closed bowl; it begins in the middle of an upright so that no corner stays sharp."""
    middle = (top + bottom) / 2
    return [(0, middle), (0, top), (1, top), (1, bottom), (0, bottom), (0, middle)]


def _sharp(*points: tuple[float, float]) -> Path:
    """A path whose corners stay sharp."""
    return [p for p in points for _ in range(2)]


def _strokes(h: Habits) -> dict[str, list[Path]]:
    """The strokes of every character."""
    m, low = h.middle, 1 - h.middle
    left, right, top, foot = [(0, 0), (0, 1)], [(1, 0), (1, 1)], [(0, 0), (1, 0)], [(0, 1), (1, 1)]
    a, f, b = 0.5 - h.flat / 2, 0.5 + h.flat / 2, h.bottom_v
    vee = [(0, 0), (0, h.knee), (0.5 - b / 2, 1), (0.5 + b / 2, 1), (1, h.knee), (1, 0)]
    return {
        "0": [_ring()],
        "1": [[(0.6, 0), (0.6, 1)], [(0.6, 0), (0, 0.2)]] + ([[(0.1, 1), (1, 1)]] if h.serif_one else []),
        "2": [[(0, 0.28), (0, 0), (1, 0), (1, 0.42), (0, 0.82), (0, 1)], foot],
        "3": [[(0, 0.2), (0, 0), (1, 0), (1, m), (0.35, m)], [(0.35, m), (1, m), (1, 1), (0, 1), (0, 0.8)]],
        "4": [_sharp((1 if h.open_four else h.mast, 0), (0, h.cross), (1, h.cross)), [(h.mast, 0.35 if h.open_four else 0), (h.mast, 1)]],
        "5": [_sharp((1, 0), (0, 0), (0, m)) + [(0, 0.42), (1, 0.38), (1, 1), (0, 1), (0, 0.8)]],
        "6": [[(1, 0.2), (1, 0), (0, 0), (0, 1), (1, 1), (1, m), (0, m)]],
        "7": [_sharp((0, 0), (1, 0)), [(1, 0), (1, 0.15), (0.3 + h.bent_seven, 0.55), (0.3, 1)]],
        "8": [[*_ring(0, m)], [*_ring(m, 1)]],
        "9": [[(0, 0.8), (0, 1), (1, 1), (1, 0), (0, 0), (0, low), (1, low)]],
        "A": [_sharp((0, 1), (0, 1 - h.knee), (a, 0), (f, 0), (1, 1 - h.knee), (1, 1)), [(0.1, h.cross), (0.9, h.cross)]] if h.flat < 0.35 else [[(0, 1), (0, 0), (1, 0), (1, 1)], [(0, m), (1, m)]],
        "B": [left, [(0, 0), (0, 0), (1, 0), (1, m), (0, m)], [(0, m), (0, m), (1, m), (1, 1), (0, 1)], [(0, 1), (h.square_d, 1)]],
        "C": [[(1, 0.25), (1, 0), (0, 0), (0, 1), (1, 1), (1, 0.75)]],
        "D": [left, [(0, 0), (0, 0), (1, 0), (1, 1), (0, 1)], [(0, 1), (h.square_d, 1)]],
        "E": [left, top, foot, [(0, m), (0.8, m)]],
        "F": [left, top, [(0, m), (0.8, m)]],
        "G": [[(1, 0.25), (1, 0), (0, 0), (0, 1), (1, 1), (1, 0.55)], [(0.55, 0.55), (1, 0.55)]] if h.barred_g else [[(1, 0.25), (1, 0), (0, 0), (0, 1), (1, 1), (1, 0.5), (0.6, 0.5)]],
        "H": [left, right, [(0, m), (1, m)]],
        "I": [[(0.5, 0), (0.5, 1)], *([top, foot] if h.serif_i else [])],
        "J": [[(1, 0), (1, 1), (0, 1), (0, 0.7)]] + ([[(0.4, 0), (1, 0)]] if h.hooked_j else []),
        "K": [left, [(1, 0), (0, 0.6)], [(0.35, 0.4), (1, 1)]],
        "L": [left, foot],
        "M": [_sharp((0, 1), (0, 0), (0.5, h.dip), (1, 0), (1, 1))],
        "N": [_sharp((0, 1), (0, 0), (1, 1), (1, 0))],
        "O": [_ring()],
        "P": [left, [(0, 0), (0, 0), (1, 0), (1, low), (0, low)]],
        "Q": [_ring(), [(1 - 2 * h.tail, 1 - 1.2 * h.tail), (1, 1)]],
        "R": [left, [(0, 0), (0, 0), (1, 0), (1, m), (0, m)], [(0.45, m), (1, 1)]],
        "S": [[(1, 0.22), (1, 0), (0, 0), (0, 0.42), (1, 0.58), (1, 1), (0, 1), (0, 0.78)]],
        "T": [top, [(0.5, 0), (0.5, 1)]],
        "U": [[(0, 0), (0, 1), (1, 1), (1, 0)]],
        "V": [vee if h.soft_v else _sharp(*vee)],
        "W": [_sharp((0, 0), (0.05, 1), (0.5, 1 - h.dip), (0.95, 1), (1, 0))],
        "X": [[(0, 0), (1, 1)], [(1, 0), (0, 1)]],
        "Y": [[(0, 0), (0.5, 0.5)], [(1, 0), (0.5, 0.5)], [(0.5, 0.5), (0.5, 1)]],
        "Z": [_sharp((0, 0), (1, 0), (0, 1), (1, 1))],
    }
