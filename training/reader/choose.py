"""Chooses how a plate is shown to the reader, and which reads are believed, on the validation crops."""
from __future__ import annotations

from collections import defaultdict

import numpy as np

from ..render.camera import fitted
from .crops import Crop, varied
from .measure import Read, fold, read
from .model import HEIGHT, WIDTH, PlateReader
from .patterns import Patterns

MARGINS = [(0.04,), (0.02,), (0.0,), (0.06,), (0.04, 0.0), (0.04, 0.02, 0.0), (0.06, 0.04, 0.02, 0.0), (0.08, 0.06, 0.04, 0.02, 0.0), (0.08, 0.06, 0.04, 0.02, 0.0, -0.02)]
"""Sets of margins to choose from; of several the text counts that most of them are surest of."""

THRESHOLDS = [0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]
"""Lowest mean scores of a read to choose from."""

ROUNDS = 3
"""How often each crop is cut out, each time with another error of the box."""


HINTS = [0.0, 0.25, 0.5, 0.75, 1.0]
"""Powers of a pattern's share to choose from."""

WORSE = 5
"""How often each crop is made worse, as in training, to choose among them: hints count where pictures leave things open."""


def choose(model: PlateReader, crops: list[Crop], patterns: Patterns) -> None:
    """Prints a table of each; boxes are as wrong as a detector's."""
    _hints(model, crops, patterns)
    best = max(MARGINS, key=lambda margins: _report(margins, _tried(model, crops, margins, patterns)))
    print(f"best margins {best}")
    tries = _tried(model, crops, best[:1], patterns)
    for threshold in THRESHOLDS:
        kept = [(answer, right) for answer, right in tries if np.mean(answer.scores or [0]) >= threshold]
        wrong = sum(not right for _, right in kept)
        print(f"lowest mean score {threshold:.1f}: {len(kept) - wrong} right and {wrong} wrong of {len(tries)} are kept")


def _hints(model: PlateReader, crops: list[Crop], patterns: Patterns) -> None:
    rng = np.random.default_rng(77)
    worse = [varied(crop, rng) for _ in range(WORSE) for crop in crops]
    for hint in HINTS:
        reads = read(model, worse, patterns=Patterns(patterns.plates, hint))
        right = [fold(answer.text) == fold(crop.text) for answer, crop in zip(reads, crops * WORSE)]
        print(f"hint {hint:.2f}: right {np.mean(right):.4f} of crops made worse")


def _report(margins: tuple[float, ...], tries: list[tuple[Read, bool]]) -> float:
    right = np.array([right for _, right in tries])
    sure = np.array([answer.score >= 0.9 for answer, _ in tries])
    print(f"margins {margins}: right {right.mean():.3f}, of sure ones {right[sure].mean():.3f}, sure of right ones {sure[right].mean():.3f}")
    return float(right.mean())


def _tried(model: PlateReader, crops: list[Crop], margins: tuple[float, ...], patterns: Patterns) -> list[tuple[Read, bool]]:
    """Each crop's joined read, its score the product over its characters, and whether it is right."""
    out = []
    for turn in range(ROUNDS):
        rng = np.random.default_rng(turn)
        wrong = [rng.normal(0, 0.025, 4) for _ in crops]
        each = [read(model, [_cut(crop, margin, error) for crop, error in zip(crops, wrong)], patterns=patterns) for margin in margins]
        out += [(answer, fold(answer.text) == fold(crop.text)) for crop, *tries in zip(crops, *each) for answer in [joined(tries)]]
    return out


def _cut(crop: Crop, margin: float, error: np.ndarray) -> np.ndarray:
    """The crop by a box that is wrong by a share of its sides, with a margin, as far as there is any."""
    height, width = crop.picture.shape[:2]
    plate = np.array([width, height]) / (1 + 2 * crop.margin)
    sides = np.clip(crop.margin - margin + error, 0, 0.4) * np.tile(plate, 2)
    left, top, right, bottom = np.round(sides).astype(int)
    return fitted(crop.picture[top : height - bottom, left : width - right], (WIDTH, HEIGHT))


def joined(tries: list[Read]) -> Read:
    """As `Tries.java`: the text with most votes, each score times the share of tries that agree with the character."""
    votes: dict[str, float] = defaultdict(float)
    for answer in tries:
        votes[answer.text] += _sure(answer)
    surest = max(tries, key=lambda answer: (votes[answer.text], _sure(answer)))
    same = [other.text for other in tries if len(other.text) == len(surest.text)]
    scores = [score * sum(text[i] == surest.text[i] for text in same) / len(tries) for i, score in enumerate(surest.scores)]
    return Read(surest.text, scores, float(np.prod(scores)) if scores else 0.0, surest.region)


def _sure(answer: Read) -> float:
    return float(np.prod(answer.scores)) if answer.scores else 0.0
