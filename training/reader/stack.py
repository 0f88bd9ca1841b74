"""What it is worth to read the clearest frames of a pass laid upon each other: the slow twin of `Stack.java` and `LastReading.java`.

Boxes are [left, top, right, bottom] in pixels, origin top left; frames of a pass are [height, width, 3], RGB, uint8.
"""
from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import cv2
import numpy as np
import torch

from ..render.camera import fitted
from .crops import Crop
from .measure import fold
from .model import COLUMNS, EMPTY, HEIGHT, ROWS, SLOTS, WIDTH, PlateReader
from .patterns import Patterns, weighed
from .reframe import MARGINS, _framed, frames

FRAMES = 12
"""Of a pass, ten a second."""

CLEAREST = 6
"""That are read once more, as in `Clearest.java`."""

ALIKE, LOUD, SCALE = 0.9, 6.0, 2
"""Least correlation with the clearest; deviation of the noise; how much finer the stack is."""


@dataclass(frozen=True)
class Frame:
    """One picture of a pass, where the plate is said to be, and how clear it is, 0 to 1."""

    picture: np.ndarray
    box: np.ndarray
    clear: float


def report(model: PlateReader, crops: list[Crop], patterns: Patterns) -> None:
    """Prints how many passes are right by votes, with their clearest frames read one by one, and with their stack."""
    rng = np.random.default_rng(5)
    right: dict[str, list[bool]] = defaultdict(list)
    for crop in crops:
        seen = _pass(crop, rng)
        reads = _tries(model, [_cut(frame, 0.04) for frame in seen], Patterns(patterns.plates, 0.0))[0]
        voted = _voted(reads, seen)
        clearest = sorted(seen, key=lambda frame: -frame.clear)[:CLEAREST]
        looks = [_close(model, frame.picture, frame.box, patterns) for frame in clearest]
        stacked = _close(model, stack(clearest), clearest[0].box * SCALE, patterns)
        said = {
            "a frame by itself": reads[0][0],
            "votes of the pass": voted,
            "the clearest one by one, of one character": _mended(voted, _winner([_joined(look) for look in looks])),
            "their stack, of one character": _mended(voted, _joined(stacked)[0]),
            "their stack alone": _joined(stacked)[0],
        }
        for name, text in said.items():
            right[name].append(fold(text) == fold(crop.text))
    for name, each in right.items():
        print(f"{name}: {np.mean(each):.4f} of {len(each)} passes")


def stack(layers: list[Frame]) -> np.ndarray:
    """The mean of all frames that show what the first does, twice as fine, weighed by the square of clearness."""
    first = layers[0]
    high, wide = first.picture.shape[:2]
    finer = np.float32([[1 / SCALE, 0, 0.5 / SCALE - 0.5], [0, 1 / SCALE, 0.5 / SCALE - 0.5], [0, 0, 1]])
    total, weights = np.zeros((high * SCALE, wide * SCALE, 3), np.float32), 0.0
    for layer in layers:
        lies = np.float32([[1, 0, 0], [0, 1, 0]]) if layer is first else _registered(first, layer)
        if lies is not None:
            way = (np.vstack([lies, [0, 0, 1]]) @ finer)[:2].astype(np.float32)
            flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
            laid = cv2.warpAffine(layer.picture.astype(np.float32), way, (wide * SCALE, high * SCALE), flags=flags, borderMode=cv2.BORDER_REPLICATE)
            total, weights = total + layer.clear**2 * laid, weights + layer.clear**2
    return np.clip(total / weights, 0, 255).astype(np.uint8)


def _registered(first: Frame, other: Frame) -> np.ndarray | None:
    """The affine map from the first frame's pixels to the other's; None where they do not show the same."""
    middle = (other.box[:2] + other.box[2:] - first.box[:2] - first.box[2:]) / 2
    guess = np.float32([[1, 0, middle[0]], [0, 1, middle[1]]])
    stop = (cv2.TERM_CRITERIA_COUNT | cv2.TERM_CRITERIA_EPS, 20, 1e-3)
    try:
        alike, found = cv2.findTransformECC(_luma(first.picture), _luma(other.picture), guess, cv2.MOTION_AFFINE, stop, None, 1)
    except cv2.error:
        return None
    return found if alike >= ALIKE else None


def _luma(picture: np.ndarray) -> np.ndarray:
    return cv2.GaussianBlur(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.float32), (0, 0), 1.0)


def _pass(crop: Crop, rng: np.random.Generator) -> list[Frame]:
    """Frames of a plate under a lens that hunts, with little light, noise and a video's blocks; boxes a little too tall and wrong."""
    height, width = crop.picture.shape[:2]
    scale = min(1.0, rng.uniform(14, 30) / (height / (1 + 2 * crop.margin)))
    turn, lean = np.deg2rad(rng.normal(0, 2.5)), rng.normal(0, 0.06)
    matrix = np.float32([[np.cos(turn), -np.sin(turn) + lean], [np.sin(turn), np.cos(turn)]])
    plate = crop.picture if scale > 0.8 else cv2.GaussianBlur(crop.picture, (0, 0), 0.35 / scale)
    size = (max(12, round(width * scale)) + 12, max(8, round(height * scale)) + 12)
    gamma, mood = float(np.exp(rng.normal(0, 0.25))), rng.uniform(0, 2 * np.pi)
    wrong = rng.normal(0, 0.02, 4) + (0, -0.04, 0, 0.04)
    out = []
    for index in range(FRAMES):
        zoom, middle = 1 + rng.normal(0, 0.01), np.array(size) / 2 + rng.uniform(-1.5, 1.5, 2)
        way = matrix * scale * zoom
        shift = middle - way @ (width / 2, height / 2)
        seen = cv2.warpAffine(plate, np.hstack([way, shift[:, None]]).astype(np.float32), size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        blur = 0.45 * 5 * (0.5 + 0.5 * np.sin(mood + 2 * np.pi * index / 10 / 2.3))
        seen = _filmed(seen.astype(np.float32), blur, gamma, rng)
        half = np.array([width, height]) * scale * zoom / (1 + 2 * crop.margin) / 2
        off = (wrong + rng.normal(0, 0.015, 4)) * np.tile(2 * half, 2)
        box = np.concatenate([middle - half, middle + half]) + off
        out.append(Frame(seen, box, _clearness(seen, box)))
    return out


def _filmed(seen: np.ndarray, blur: float, gamma: float, rng: np.random.Generator) -> np.ndarray:
    if blur > 0.15:
        seen = cv2.GaussianBlur(seen, (0, 0), blur)
    seen = 0.8 * 255 * (np.clip(seen, 0, 255) / 255) ** gamma + rng.standard_normal(seen.shape, np.float32) * LOUD
    quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(30, 60))]
    return cv2.imdecode(cv2.imencode(".jpg", np.clip(seen, 0, 255).astype(np.uint8), quality)[1], cv2.IMREAD_COLOR)


def _clearness(picture: np.ndarray, box: np.ndarray) -> float:
    """As `CropQuality.java` and `Sharpness.java`."""
    crop = cv2.cvtColor(_shown(picture, box, 0.04), cv2.COLOR_RGB2GRAY).astype(np.float64)
    columns = int(np.clip(round(crop.shape[1] * 32 / crop.shape[0]), 3, 256))
    rows = cv2.resize(crop, (columns, 32), interpolation=cv2.INTER_AREA if crop.shape[0] > 32 else cv2.INTER_LINEAR)
    edges = rows[1:-1, :-2] + rows[1:-1, 2:] + rows[:-2, 1:-1] + rows[2:, 1:-1] - 4 * rows[1:-1, 1:-1]
    ratio = edges.var() / (rows.var() + 36)
    return float(np.clip(ratio / (ratio + 0.6) * min(1, (box[3] - box[1]) / 24), 0.02, 1))


def _bounds(picture: np.ndarray, box: np.ndarray, margin: float) -> np.ndarray:
    wide, high = box[2] - box[0], box[3] - box[1]
    sides = np.rint(box + margin * np.array([-wide, -high, wide, high])).astype(int)
    return np.clip(sides, 0, np.array([picture.shape[1] - 1, picture.shape[0] - 1, picture.shape[1], picture.shape[0]]))


def _shown(picture: np.ndarray, box: np.ndarray, margin: float) -> np.ndarray:
    left, top, right, bottom = _bounds(picture, box, margin)
    return np.ascontiguousarray(picture[top:bottom, left:right])


def _cut(frame: Frame, margin: float) -> np.ndarray:
    return fitted(_shown(frame.picture, frame.box, margin), (WIDTH, HEIGHT))


@torch.no_grad()
def _tries(model: PlateReader, crops: list[np.ndarray], patterns: Patterns) -> tuple[list[tuple[str, np.ndarray]], list[np.ndarray]]:
    """Text and scores of each crop, and where each character was seen, shares of the crop."""
    reading = model(torch.from_numpy(np.stack(crops)).permute(0, 3, 1, 2).float() / 255)
    slots, regions = torch.softmax(reading.slots, dim=2).numpy(), torch.softmax(reading.region, dim=1).numpy()
    places = torch.softmax(reading.places, dim=2).reshape(-1, SLOTS, ROWS, COLUMNS).numpy()
    x = (places.sum(axis=2) * (np.arange(COLUMNS) + 0.5)).sum(axis=2) / COLUMNS
    y = (places.sum(axis=3) * (np.arange(ROWS) + 0.5)).sum(axis=2) / ROWS
    texts, spots = [], []
    for slot, region, place in zip(slots, regions, np.stack([x, y], axis=2)):
        text, scores = weighed(slot, region, patterns)
        texts.append((text, np.array(scores)))
        spots.append(place[slot.argmax(axis=1) != EMPTY])
    return texts, spots


def _close(model: PlateReader, picture: np.ndarray, box: np.ndarray, patterns: Patterns) -> list[tuple[str, np.ndarray]]:
    """As `CloseReading.java`: every margin, then every other in other frames."""
    texts, spots = _tries(model, [fitted(_shown(picture, box, margin), (WIDTH, HEIGHT)) for margin in MARGINS], patterns)
    surest = max(range(len(texts)), key=lambda i: _sure(texts[i]))
    left, top, right, bottom = _bounds(picture, box, MARGINS[surest])
    seen = spots[surest] * (right - left, bottom - top) + (left, top)
    others = frames(seen, bottom - top, np.array([*box[:2], *(box[2:] - box[:2])]))
    more = [_framed(picture, frame, margin) for frame in others for margin in MARGINS[::2]]
    return texts + (_tries(model, more, patterns)[0] if more else [])


def _sure(read: tuple[str, np.ndarray]) -> float:
    return float(np.prod(read[1])) if read[0] else 0.0


def _joined(tries: list[tuple[str, np.ndarray]]) -> tuple[str, float]:
    text = _winner([(text, _sure((text, scores))) for text, scores in tries])
    return text, sum(_sure(one) for one in tries if one[0] == text) / len(tries)


def _winner(votes: list[tuple[str, float]]) -> str:
    sums: dict[str, float] = defaultdict(float)
    for text, vote in votes:
        sums[text] += vote
    return max(sums, key=lambda text: sums[text])


def _voted(reads: list[tuple[str, np.ndarray]], seen: list[Frame]) -> str:
    """By position, among reads of the length that most say, a vote being score times squared clearness."""
    lengths: dict[int, float] = defaultdict(float)
    places: dict[tuple[int, int], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for (text, scores), frame in zip(reads, seen):
        lengths[len(text)] += frame.clear**2 * scores.sum()
        for place, (character, score) in enumerate(zip(text, scores)):
            places[len(text), place][character] += frame.clear**2 * score
    length = max(lengths, key=lambda one: lengths[one])
    return "".join(max(votes, key=lambda one: votes[one]) for votes in (places[length, place] for place in range(length)))


def _mended(said: str, again: str) -> str:
    """The second reading where it has another character in one place."""
    one = len(said) == len(again) and sum(a != b for a, b in zip(said, again)) == 1
    return again if one else said
