"""Running the detector over whole pictures, the way the Java side does it."""

from __future__ import annotations

import cv2
import numpy as np
import torch

from .net import STEP, Detector, YoloRaw

ENLARGED_MAX = 1.5
"""Small pictures are enlarged by no more than this; the Java letterbox has the same bound."""

SCORE_MIN = 0.05


def letterbox(pixels: np.ndarray, long_side: int) -> tuple[np.ndarray, np.ndarray]:
    """The picture scaled to a long side, at the top left of an input of whole steps.

    :param pixels: ``[H, W, 3]`` RGB bytes
    :return: the input likewise; ``[4]`` factors from the input's edges to the picture's
    """
    tall, wide = pixels.shape[:2]
    scale = min(ENLARGED_MAX, long_side / max(tall, wide))
    width, height = max(1, round(wide * scale)), max(1, round(tall * scale))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    image = np.full((-(-height // STEP) * STEP, -(-width // STEP) * STEP, 3), 114, np.uint8)
    image[:height, :width] = cv2.resize(pixels, (width, height), interpolation=how)
    return image, np.float32([wide / width, tall / height] * 2)


def tensor(image: np.ndarray) -> torch.Tensor:
    """``[H, W, 3]`` bytes to ``[1, 3, H, W]`` in 0..1."""
    return torch.from_numpy(image).permute(2, 0, 1)[None].float().div(255).contiguous(memory_format=torch.channels_last)


def iou(boxes: np.ndarray, others: np.ndarray) -> np.ndarray:
    """IoU of each of ``[N, 4]`` with each of ``[M, 4]`` edges: ``[N, M]``."""
    low = np.maximum(boxes[:, None, :2], others[None, :, :2])
    high = np.minimum(boxes[:, None, 2:], others[None, :, 2:])
    inter = np.clip(high - low, 0, None).prod(2)
    area, other = ((b[:, 2:] - b[:, :2]).prod(1) for b in (boxes, others))
    return inter / np.maximum(area[:, None] + other[None] - inter, 1e-6)


def suppress(found: np.ndarray, limit: float) -> np.ndarray:
    """Non-maximum suppression of ``[N, 5]`` (edges, score); best first."""
    found, kept = found[np.argsort(-found[:, 4])], []
    while len(found):
        kept.append(found[0])
        found = found[1:][iou(found[:1, :4], found[1:, :4])[0] <= limit]
    return np.array(kept, np.float32).reshape(-1, 5)


@torch.no_grad()
def detect(detector: Detector, pixels: np.ndarray, long_side: int, nms: float) -> np.ndarray:
    """Plates in a picture: ``[N, 5]`` edges in its pixels and score, best first."""
    image, back = letterbox(pixels, long_side)
    rows = YoloRaw(detector)(tensor(image))[0].numpy()
    rows = rows[:, rows[4] >= SCORE_MIN]
    half = rows[2:4] / 2
    limits = np.float32(pixels.shape[1::-1] * 2)
    edges = np.clip(np.concatenate([rows[:2] - half, rows[:2] + half]).T * back, 0, limits)
    return suppress(np.column_stack([edges, rows[4]]), nms)
