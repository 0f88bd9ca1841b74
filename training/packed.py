"""Checkpoints small enough for the repository: weights and optimiser in half precision.

A checkpoint holds the network, the mean of its weights over time, and two moments of each weight. Half precision
keeps three decimals of each, which training does not feel; the second moment, a mean of squares, is kept as its
root, since squares of small gradients are below what half precision can say. Settings and random state stay as they are.
"""
from __future__ import annotations

from pathlib import Path
from typing import Any, Callable

import torch
from torch import Tensor

SQUARES = "exp_avg_sq"
"""Name of the second moment in Adam's state."""


def write(state: dict[str, Any], file: Path) -> None:
    """Writes a checkpoint, whole or not at all."""
    partial = file.with_suffix(".part")
    torch.save(_changed(state, lambda name, value: (value.sqrt() if name == SQUARES else value).half()), partial)
    partial.replace(file)


def read(file: Path) -> dict[str, Any]:
    """The checkpoint as it was, but for the last decimals."""
    return _changed(torch.load(file, map_location="cpu"), lambda name, value: value.float() ** 2 if name == SQUARES else value.float())


def _changed(value: Any, change: Callable[[str, Tensor], Tensor], name: str = "") -> Any:
    if isinstance(value, Tensor):
        return change(name, value) if value.is_floating_point() and value.numel() > 1 else value
    if isinstance(value, dict):
        return type(value)((key, _changed(one, change, str(key))) for key, one in value.items())
    if isinstance(value, (list, tuple)):
        return type(value)(_changed(one, change, name) for one in value)
    return value
