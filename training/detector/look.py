"""How crops look: light, colour, blur, noise. Nothing here moves a plate."""

from __future__ import annotations

import cv2
import numpy as np


def tone(crop: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Gamma, contrast, brightness and a colour cast, as one table a channel."""
    ramp = np.arange(256) / 255.0
    gamma, contrast = np.exp(rng.normal(0, 0.3)), rng.uniform(0.6, 1.35)
    base = (ramp**gamma - 0.5) * contrast + 0.5 + rng.uniform(-0.15, 0.15)
    cast = np.exp(rng.normal(0, 0.12, 3))
    table = np.clip(base[:, None] * cast, 0, 1) * 255
    return cv2.LUT(crop, table.astype(np.uint8)[:, None, :])


def night(crop: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Dark, often with the magenta or blue of a camera without an infra-red filter."""
    ramp = np.arange(256) / 255.0
    cast = np.array([rng.uniform(0.6, 1.4), rng.uniform(0.4, 1.0), rng.uniform(0.6, 1.4)])
    table = np.clip((ramp ** rng.uniform(1.2, 2.4))[:, None] * cast * rng.uniform(0.5, 1.1), 0, 1) * 255
    return cv2.LUT(crop, table.astype(np.uint8)[:, None, :])


def grey(crop: np.ndarray) -> np.ndarray:
    return cv2.cvtColor(cv2.cvtColor(crop, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)


def motion(crop: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    length = int(rng.integers(3, 9))
    kernel = np.zeros((length, length), np.float32)
    angle, middle = rng.uniform(0, np.pi), (length - 1) / 2
    reach = np.array([np.cos(angle), np.sin(angle)]) * middle
    ends = [tuple(int(round(middle + sign * r)) for r in reach) for sign in (-1, 1)]
    cv2.line(kernel, ends[0], ends[1], 1.0)
    return cv2.filter2D(crop, -1, kernel / max(kernel.sum(), 1.0))


def coarse(crop: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Shrunk and enlarged again: an over-sharpened or poorly resolved camera."""
    factor, side = rng.uniform(0.4, 0.9), crop.shape[0]
    how = [cv2.INTER_AREA, cv2.INTER_LINEAR, cv2.INTER_NEAREST][int(rng.integers(3))]
    small = cv2.resize(crop, None, fx=factor, fy=factor, interpolation=how)
    return cv2.resize(small, (crop.shape[1], side), interpolation=cv2.INTER_CUBIC)


def jpeg(crop: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    _, code = cv2.imencode(".jpg", crop, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(20, 75))])
    return cv2.imdecode(code, cv2.IMREAD_COLOR)


class Noise:
    """Noise from a bank: drawing it anew for each crop would cost more than all else here."""

    def __init__(self, side: int, rng: np.random.Generator):
        self.bank = rng.normal(0, 1, (side * 2, side * 2, 3)).astype(np.float32)

    def __call__(self, crop: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        height, width = crop.shape[:2]
        y, x = rng.integers(0, self.bank.shape[0] - height), rng.integers(0, self.bank.shape[1] - width)
        grain = self.bank[y : y + height, x : x + width] * rng.uniform(3, 16)
        return np.clip(crop + grain, 0, 255).astype(np.uint8)


def change(crop: np.ndarray, odds: dict[str, float], noise: Noise, rng: np.random.Generator) -> np.ndarray:
    """One crop ``[H, W, 3]`` RGB bytes, changed by chance; ``odds`` by the name of the change."""
    def happens(name: str) -> bool:
        return rng.random() < odds[name]

    if happens("colour"):
        crop = tone(crop, rng)
    if happens("night"):
        crop = night(crop, rng)
    if happens("grey"):
        crop = grey(crop)
    if happens("coarse"):
        crop = coarse(crop, rng)
    if happens("blur"):
        crop = cv2.GaussianBlur(crop, (0, 0), rng.uniform(0.4, 1.5))
    if happens("motion"):
        crop = motion(crop, rng)
    if happens("noise"):
        crop = noise(crop, rng)
    if happens("jpeg"):
        crop = jpeg(crop, rng)
    return crop
