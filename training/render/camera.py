"""What a street and a camera do to a plate: frame, tilt, dirt, light, blur, few pixels, noise, JPEG."""
from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from .art import Art, colour_any


LETTER_MIN, LETTER_MAX = 8.0, 44.0
"""Height of a character as the camera sees it, pixels; below about eight hardly anybody can read it."""


@dataclass(frozen=True)
class Shot:
    """picture: [height, width, 3], RGB, uint8; centres: [n, 2], 0 to 1 of the picture's sides."""

    picture: np.ndarray
    text: str
    centres: np.ndarray
    region: str


def shoot(art: Art, size: tuple[int, int], rng: np.random.Generator) -> Shot:
    """The plate as a detector would cut it out of a frame, stretched to size (width, height)."""
    framed, shift = _framed(soiled(art.picture, rng), rng)
    centres = art.centres + shift
    corners, plate = _corners(framed.shape, rng)
    low, high = plate.min(axis=0), plate.max(axis=0)
    box = _box(low, high, rng)
    letter = float(np.exp(rng.uniform(np.log(LETTER_MIN), np.log(LETTER_MAX))))
    scale = letter / art.letter
    pixels = scale * (box[3] - box[1])
    seen = (max(12, round((box[2] - box[0]) * scale)), max(8, round(pixels)))
    move = np.float32([[scale, 0, -box[0] * scale], [0, scale, -box[1] * scale], [0, 0, 1]])
    height, width = framed.shape[:2]
    source = np.float32([[0, 0], [width, 0], [width, height], [0, height]])
    matrix = move @ cv2.getPerspectiveTransform(source, corners.astype(np.float32))
    shrink = 1 / max(scale, 1e-3)
    if shrink > 1.2:
        framed = cv2.GaussianBlur(framed, (0, 0), 0.35 * shrink)
    back = _body(rng)
    picture = cv2.warpPerspective(framed, matrix, seen, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=back)
    picture = degrade(picture, rng)
    places = cv2.perspectiveTransform(centres[None].astype(np.float32), matrix)[0] / np.float32(seen)
    return Shot(fitted(picture, size), art.text, places, art.region)


def fitted(picture: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """Stretched to size: the mean where it shrinks, linear where it grows, each way by itself."""
    width = picture.shape[1] if picture.shape[1] < size[0] else size[0]
    height = picture.shape[0] if picture.shape[0] < size[1] else size[1]
    if (width, height) != (picture.shape[1], picture.shape[0]):
        picture = cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA)
    return cv2.resize(picture, size, interpolation=cv2.INTER_LINEAR)


def _framed(plate: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """A holder or a dealer's frame around, over the plate's rim at times; the shift it causes."""
    height, width = plate.shape[:2]
    if rng.random() < 0.45:
        return plate, np.zeros(2, np.float32)
    shade = colour_any(rng) if rng.random() < 0.25 else tuple([float(rng.choice([15, 30, 60, 190]))] * 3)
    sides = rng.uniform(0.01, 0.09, 4) * height
    if rng.random() < 0.3:
        sides[rng.integers(2)] *= 3
    top, bottom, left, right = (max(1, round(s)) for s in sides)
    out = cv2.copyMakeBorder(plate, top, bottom, left, right, cv2.BORDER_CONSTANT, value=shade)
    if rng.random() < 0.3:
        bite = max(1, round(rng.uniform(0.01, 0.05) * height))
        cv2.rectangle(out, (left, top), (left + width, top + height), shade, bite)
    return out, np.float32([left, top])


def _corners(shape, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Where the corners go: turned, leaning, seen from a side; twice, for the warp and the box."""
    height, width = shape[:2]
    corners = np.float32([[0, 0], [width, 0], [width, height], [0, height]])
    middle = corners.mean(axis=0)
    turn = np.deg2rad(rng.normal(0, 3.8))
    lean = rng.normal(0, 0.1)
    squash = np.exp(rng.normal(0, 0.12))
    matrix = np.float32([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    matrix = matrix @ np.float32([[1, lean], [0, 1]]) @ np.float32([[squash, 0], [0, 1]])
    corners = (corners - middle) @ matrix.T + rng.normal(0, 0.025, (4, 2)) * height
    return corners, corners


def _box(low: np.ndarray, high: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Left, top, right, bottom of the cut: the plate's hull, a margin, a detector's error."""
    sides = high - low
    margin = rng.uniform(-0.02, 0.12, 2) * sides if rng.random() < 0.85 else rng.uniform(0, 0.3, 2) * sides
    wrong = rng.normal(0, 0.025 if rng.random() < 0.6 else 0.055, (2, 2)) * sides
    return np.concatenate([low - margin + wrong[0], high + margin + wrong[1]])


def _body(rng: np.random.Generator) -> tuple[float, float, float]:
    """A colour cars have: grey mostly, seldom strong."""
    grey = rng.uniform(10, 235)
    return tuple(np.clip(grey + rng.normal(0, 1, 3) * rng.choice([6, 45], p=[0.75, 0.25]), 0, 255))


def soiled(picture: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Dirt, scratches, shadows and glare on the plate."""
    if rng.random() < 0.45:
        return picture
    height, width = picture.shape[:2]
    out = picture.astype(np.float32)
    if rng.random() < 0.5:
        veil = cv2.resize(rng.normal(0, 1, (3, 8)).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
        strength = np.clip(veil * rng.uniform(0.1, 0.5), 0, 0.7)[..., None]
        out += strength * (np.float32(rng.uniform(40, 150) * np.array([1, 0.95, 0.85])) - out)
    if rng.random() < 0.45:
        a, b = rng.uniform(-0.3, 1.3, 2) * width
        shape = np.array([[a, -2], [b, height + 2], [b + width, height + 2], [a + width, -2]], np.int32)
        shade = np.ones((height, width), np.float32)
        cv2.fillPoly(shade, [shape], float(rng.uniform(0.35, 0.85)))
        if rng.random() < 0.5:
            shade = cv2.GaussianBlur(shade, (0, 0), 4)
        out *= shade[..., None]
    if rng.random() < 0.15:
        spot = (int(rng.uniform(0, width)), int(rng.uniform(0, height)))
        glare = np.zeros((height, width), np.float32)
        cv2.circle(glare, spot, max(2, round(height * rng.uniform(0.1, 0.5))), 1.0, -1)
        glare = cv2.GaussianBlur(glare, (0, 0), height * 0.15)
        out += (glare * rng.uniform(60, 200))[..., None]
    for _ in range(int(rng.poisson(0.5))):
        spot = (int(rng.uniform(0, width)), int(rng.uniform(0, height)))
        cv2.circle(out, spot, max(1, round(height * rng.uniform(0.01, 0.05))), colour_any(rng), -1)
    return np.clip(out, 0, 255).astype(np.uint8)


def degrade(picture: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Light and optics on a picture of the camera's own resolution; for real crops as well."""
    height = picture.shape[0]
    out = picture.astype(np.float32)
    if rng.random() < 0.8:
        out = 255 * (np.clip(out, 0, 255) / 255) ** float(np.exp(rng.normal(0, 0.4)))
        contrast, middle = rng.uniform(0.4, 1.25), rng.uniform(70, 180)
        out = (out - 127) * contrast + middle if rng.random() < 0.6 else out * rng.uniform(0.5, 1.4)
    if rng.random() < 0.35:
        height_, width_ = out.shape[:2]
        ramp = np.linspace(-1, 1, width_, dtype=np.float32)[None, :] * rng.normal(0, 0.25)
        ramp = ramp + np.linspace(-1, 1, height_, dtype=np.float32)[:, None] * rng.normal(0, 0.25)
        out *= (1 + ramp)[..., None]
    if rng.random() < 0.3:
        out *= np.float32(rng.uniform(0.65, 1.3, 3))
    draw = rng.random()
    if draw < 0.3:
        out = cv2.GaussianBlur(out, (0, 0), height * rng.uniform(0.006, 0.036))
    elif draw < 0.45:
        out = _moved(out, height, rng)
    if rng.random() < 0.25:
        out[:] = cv2.cvtColor(np.clip(out, 0, 255).astype(np.uint8), cv2.COLOR_RGB2GRAY)[..., None]
    if rng.random() < 0.6:
        out += rng.standard_normal(out.shape, np.float32) * np.float32(abs(rng.normal(0, 7)))
    out = np.clip(out, 0, 255).astype(np.uint8)
    if rng.random() < 0.5:
        quality = int(rng.integers(25, 95) if rng.random() < 0.75 else rng.integers(7, 25))
        done, data = cv2.imencode(".jpg", out, [cv2.IMWRITE_JPEG_QUALITY, quality])
        out = cv2.imdecode(data, cv2.IMREAD_COLOR)
    return out


def _moved(picture: np.ndarray, height: int, rng: np.random.Generator) -> np.ndarray:
    """Blurred by motion along any direction."""
    size = max(3, round(height * rng.uniform(0.03, 0.12)) | 1)
    kernel = np.zeros((size, size), np.float32)
    turn = rng.uniform(0, np.pi)
    reach = np.array([np.cos(turn), np.sin(turn)]) * (size // 2)
    middle = size // 2
    first, last = np.round(middle - reach).astype(int), np.round(middle + reach).astype(int)
    cv2.line(kernel, tuple(int(v) for v in first), tuple(int(v) for v in last), 1.0, 1)
    return cv2.filter2D(picture, -1, kernel / kernel.sum())
