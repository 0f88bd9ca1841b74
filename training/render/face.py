"""One type face: a mask for each character.

A mask is [64, w], uint8, 255 = ink, cut tight, so that every capital and digit of a face is 64 high.
"""
from __future__ import annotations

import string
from dataclasses import dataclass

import numpy as np

CAP = 64
"""Height of a capital letter or digit in a mask, pixels."""

CHARACTERS = string.digits + string.ascii_uppercase


@dataclass(frozen=True)
class Face:
    """A type face for numbers: masks by character, one or more of each."""

    name: str
    masks: dict[str, list[np.ndarray]]

    def mask(self, character: str, rng: np.random.Generator) -> np.ndarray | None:
        """A mask of the character, or None where the face lacks it."""
        found = self.masks.get(character)
        return None if not found else found[int(rng.integers(len(found)))]
