"""Where plates have letters and where digits, and a reader that is told.

A picture may leave open whether a place holds a 2 or a Z; that hardly any American plate reads letter, digit, letter,
four digits does not. How common a pattern is among the labels decides such cases, and nothing that the picture makes clear.
The same, in Java: `Patterns` and `KindChoice` in vision; this is its slow twin, and writes what that one reads.
"""
from __future__ import annotations

import csv
import itertools
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np

from ..render import texts
from .crops import Crop
from .model import ALPHABET, EMPTY, REGIONS

DIGIT, LETTER = "9", "A"
CHOSEN = 0.2
"""Weight of an American text without a digit: people photograph chosen plates several times as often as roads show them."""

DRAWN = 0.3
"""As many more plates as a region's labels of a length are shared out among the patterns that are drawn for it: Brazil's labels are all old ones."""

DRAWN_FOR = {"unknown": texts.WORLD, "us": texts.US, "eu": texts.EU + texts.EU_TWO, "br": texts.BR}

UNHEARD = 0.1
"""Share of patterns that no label has, evenly."""

HINT = 0.5
"""Power of a pattern's share: 1 is a whole witness, 0 none; see docs/models/README.md."""

OPEN = 1e-4
"""A kind less likely than this is out of the question."""


def pattern(text: str) -> str:
    """9 for each digit, A for each letter."""
    return "".join(DIGIT if c.isdigit() else LETTER for c in text)


def region(kind: str) -> str:
    """The region among REGIONS that a label's own belongs to."""
    return "us" if kind.startswith("us") else "br" if kind == "br" else "eu" if kind[:2] in ("eu", "ro", "es", "it") else "unknown"


class Patterns:
    """How many plates of each region have a pattern, and what power their shares have; weights may be fractions."""

    def __init__(self, plates: dict[str, dict[str, float]], hint: float = HINT) -> None:
        self.plates, self.hint = plates, hint
        self.lengths = {name: Counter() for name in REGIONS}
        for name, counts in plates.items():
            for one, count in counts.items():
                self.lengths[name][len(one)] += count

    def share(self, name: str, one: str) -> float:
        """The pattern's share among those of its length in a region, above 0."""
        same, each = self.lengths[name][len(one)], 2.0 ** -len(one)
        return (self.plates[name].get(one, 0.0) + each * (UNHEARD * same + 1)) / (same * (1 + UNHEARD) + 1)

    def mixed(self, chances: np.ndarray, one: str) -> float:
        """The same where the region is not certain: chances of each, [R]."""
        return float(sum(chance * self.share(name, one) for name, chance in zip(REGIONS, chances)))


def known(crops: list[Crop]) -> Patterns:
    """Those of labels, where a text counts once in a region, and those that are drawn."""
    plates: dict[str, dict[str, float]] = {name: defaultdict(float) for name in REGIONS}
    for name, text in sorted({(region(crop.kind), crop.text) for crop in crops}):
        one = pattern(text)
        plates[name][one] += CHOSEN if name == "us" and DIGIT not in one else 1.0
    for name, counts in plates.items():
        drawn = {one for one in ("".join(c for c in line if c in DIGIT + LETTER + "X") for line in DRAWN_FOR[name]) if "X" not in one}
        for length in sorted({len(one) for one in drawn}):
            same = [one for one in sorted(drawn) if len(one) == length]
            seen = sum(count for one, count in counts.items() if len(one) == length)
            for one in same:
                counts[one] += max(1.0, DRAWN * seen) / len(same)
    return Patterns(plates)


def load(file: Path) -> Patterns:
    """Those that `write` wrote."""
    plates: dict[str, dict[str, float]] = {name: {} for name in REGIONS}
    with file.open() as lines:
        for row in csv.DictReader(lines):
            plates[row["region"].lower()][row["pattern"]] = float(row["plates"])
    return Patterns(plates)


def write(patterns: Patterns, file: Path) -> None:
    """CSV: region, pattern, plates."""
    rows = [(name.upper(), one, round(count, 1)) for name, counts in patterns.plates.items() for one, count in sorted(counts.items())]
    with file.open("w", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows([("region", "pattern", "plates"), *rows])
    print(f"{file}: {len(rows)} patterns of {len({row[0] for row in rows})} regions")


def weighed(slots: np.ndarray, chances: np.ndarray, patterns: Patterns) -> tuple[str, list[float]]:
    """Text and scores of a plate's slots, [S, 37], and regions, [R], both probabilities.

    Each place's probability of a digit and of a letter is what it says itself, times the share of all patterns that have one there.
    """
    kept = [slot for slot in slots if slot.argmax() != EMPTY]
    sums = np.array([(slot[:10].sum(), slot[10:EMPTY].sum()) for slot in kept]).reshape(-1, 2)
    shares = sums / sums.sum(axis=1, keepdims=True)
    kinds = [[k for k in range(2) if share[k] >= OPEN] for share in shares]
    after = np.zeros_like(shares)
    for choice in itertools.product(*kinds):
        one = "".join((DIGIT, LETTER)[kind] for kind in choice)
        chance = patterns.mixed(chances, one) ** patterns.hint * np.prod([share[kind] for share, kind in zip(shares, choice)])
        for place, kind in enumerate(choice):
            after[place, kind] += chance
    scores = [slot[:EMPTY] * np.repeat(total * now / (now.sum() * np.maximum(own, 1e-12)), (10, 26))
              for slot, total, now, own in zip(kept, sums.sum(axis=1), after, sums)]
    return "".join(ALPHABET[score.argmax()] for score in scores), [float(score.max()) for score in scores]
