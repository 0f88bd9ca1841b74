"""Training crops: where to look in a picture, how large, how turned."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from . import paste
from .look import Noise, change
from .pictures import NO_BOXES, Picture


@dataclass
class Crop:
    """``pixels`` ``[H, W, 3]`` RGB bytes; ``boxes`` and ``ignored`` ``[N, 4]`` edges in its pixels."""

    pixels: np.ndarray
    boxes: np.ndarray
    ignored: np.ndarray


def log_uniform(low: float, high: float, rng: np.random.Generator) -> float:
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))


def warp(pixels: np.ndarray, matrix: np.ndarray, width: int, height: int, rng: np.random.Generator) -> np.ndarray:
    """``warpAffine`` that shrinks first, so that small crops do not flicker with aliases."""
    scale = float(np.sqrt(abs(np.linalg.det(matrix[:, :2]))))
    if scale < 0.7:
        # Only what the crop shows: shrinking all of a large picture would be slow.
        corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float64)
        seen = (corners - matrix[:, 2]) @ np.linalg.inv(matrix[:, :2]).T
        low = np.clip(np.floor(seen.min(0)) - 8, 0, None).astype(int)
        high = np.minimum(np.ceil(seen.max(0)) + 8, pixels.shape[1::-1]).astype(int)
        if (high - low < 8).any():
            return np.full((height, width, 3), 114, np.uint8)
        cut = pixels[low[1] : high[1], low[0] : high[0]]
        small = cv2.resize(cut, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        ratio = np.array(cut.shape[1::-1]) / np.array(small.shape[1::-1])
        moved = matrix[:, 2] + matrix[:, :2] @ low
        pixels, matrix = small, np.column_stack([matrix[:, :2] * ratio, moved])
    fill = (114, 114, 114) if rng.random() < 0.85 else tuple(int(v) for v in rng.integers(0, 256, 3))
    how = cv2.INTER_LINEAR if rng.random() < 0.8 else cv2.INTER_CUBIC
    return cv2.warpAffine(pixels, matrix, (width, height), flags=how, borderValue=fill)


def move(boxes: np.ndarray, matrix: np.ndarray, shrink: float) -> np.ndarray:
    """Hulls of moved boxes; they are shrunk first, as a turned hull is larger than the plate."""
    if not len(boxes):
        return NO_BOXES
    middle, half = (boxes[:, :2] + boxes[:, 2:]) / 2, (boxes[:, 2:] - boxes[:, :2]) / 2 * shrink
    signs = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], np.float32)
    corners = (middle[:, None] + half[:, None] * signs) @ matrix[:, :2].T + matrix[:, 2]
    return np.concatenate([corners.min(1), corners.max(1)], 1).astype(np.float32)


def cover(at: np.ndarray, middle: np.ndarray, picture: tuple[int, int], factors: np.ndarray,
          crop: tuple[int, int]) -> np.ndarray:
    """Moves ``at`` so that the picture covers what it can of the crop: emptiness teaches nothing.

    :param factors: of x and y, that of x negative where the picture is mirrored
    """
    size = np.array(picture) * np.abs(factors)
    before = np.where(factors > 0, middle, np.array(picture) - middle) * np.abs(factors)
    room = np.array(crop) - size
    low = np.clip(at - before, np.minimum(room, 0), np.maximum(room, 0))
    return low + before


class Cropper:
    """Draws crops without end from pictures whose pixels are loaded."""

    def __init__(self, pictures: list[Picture], settings: dict, rng: np.random.Generator):
        self.pictures, self.rng = pictures, rng
        self.crop, self.look, data = settings["crop"], settings["look"], settings["data"]
        self.paste, self.stretch = settings["paste"], data["stretch"]
        sources = [p.source for p in pictures]
        of = {s: sources.count(s) ** -0.3 * data["weight"].get(s, 1.0) for s in set(sources)}
        odds = np.array([of[s] for s in sources])
        self.heap = np.cumsum(odds / odds.sum())
        self.noise = Noise(self.crop["size"], rng)
        self.signs = paste.sign_bank(self.paste["sign_bank"], rng)
        self.plates = paste.plate_bank(pictures, self.paste["plate_bank"], self.stretch, rng)

    def draw(self) -> Crop:
        """One finished training crop."""
        rng, side = self.rng, self.crop["size"]
        crop = self.mosaic(side) if rng.random() < self.crop["mosaic"] else self.single(side, side, 1.0)
        self.add_things(crop)
        if rng.random() < self.look["erase"]:
            self.erase(crop)
        crop.pixels = change(crop.pixels, self.look, self.noise, rng)
        return crop

    def mosaic(self, side: int) -> Crop:
        """Four crops in one: more plates, more sizes, more surroundings."""
        x, y = (int(v) for v in self.rng.uniform(0.35, 0.65, 2) * side)
        pixels, boxes, ignored = np.empty((side, side, 3), np.uint8), [], []
        for left, top, right, bottom in ((0, 0, x, y), (x, 0, side, y), (0, y, x, side), (x, y, side, side)):
            part = self.single(right - left, bottom - top, 0.6)
            pixels[top:bottom, left:right] = part.pixels
            boxes.append(part.boxes + np.float32([left, top, left, top]))
            ignored.append(part.ignored + np.float32([left, top, left, top]))
        return Crop(pixels, np.concatenate(boxes), np.concatenate(ignored))

    def single(self, width: int, height: int, factor: float) -> Crop:
        """A crop of one picture; ``factor`` makes the plates sought smaller, for small crops."""
        rng = self.rng
        picture = self.pictures[int(np.searchsorted(self.heap, rng.random()))]
        stretch = rng.uniform(*self.stretch.get(picture.source, [1.0, 1.0])) if rng.random() < 0.8 else 1.0
        aspect = log_uniform(*self.crop["aspect"], rng) * stretch
        tall, wide = picture.pixels.shape[:2]
        # The picture covers most of the crop, mostly: plates stand in scenes, not on grey.
        least = 0.75 * max(width / (wide * aspect**0.5), height / (tall / aspect**0.5)) * rng.uniform(0.6, 1.0)
        most = max(self.crop["upscale_max"], least)
        if len(picture.boxes) and rng.random() < self.crop["target"]:
            box = picture.boxes[int(rng.integers(len(picture.boxes)))]
            span = self.crop["plate_width_wide" if rng.random() < self.crop["wide"] else "plate_width"]
            scale = log_uniform(*span, rng) * factor / max((box[2] - box[0]) * aspect**0.5, 1.0)
            scale = float(np.clip(scale, min(least, width * 0.9 / (box[2] - box[0])), most))
            middle = (box[:2] + box[2:]) / 2
            at = rng.uniform(0.08, 0.92, 2) * (width, height)
        else:
            scale = log_uniform(least, max(most, least * 1.01), rng)
            middle, at = rng.uniform(0, 1, 2) * (wide, tall), np.array([width, height]) / 2
        mirror = -1.0 if rng.random() < 0.5 else 1.0
        if rng.random() < 0.85:
            factors = scale * np.array([mirror * aspect**0.5, aspect**-0.5])
            at = cover(at, middle, (wide, tall), factors, (width, height))
        return self.cut(picture, middle, at, scale, aspect, mirror, width, height)

    def cut(self, picture: Picture, middle: np.ndarray, at: np.ndarray, scale: float, aspect: float,
            mirror: float, width: int, height: int) -> Crop:
        """The crop that shows a picture's point ``middle`` at ``at``, enlarged by ``scale``."""
        rng = self.rng
        angle = np.deg2rad(rng.uniform(-1, 1) * self.crop["rotation"]) if rng.random() < 0.6 else 0.0
        turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
        linear = turn @ np.diag([scale * aspect**0.5 * mirror, scale / aspect**0.5])
        matrix = np.column_stack([linear, at - linear @ middle])
        pixels = warp(picture.pixels, matrix, width, height, rng)
        boxes = move(picture.boxes, matrix, 0.94 if angle else 1.0)
        return self.sort_out(pixels, boxes, move(picture.ignored, matrix, 1.0))

    def sort_out(self, pixels: np.ndarray, boxes: np.ndarray, ignored: np.ndarray) -> Crop:
        """Clips boxes to the crop; what is cut too much or too small is ignored."""
        height, width = pixels.shape[:2]
        limits = np.float32([width, height, width, height])
        inside, ignored = np.clip(boxes, 0, limits), np.clip(ignored, 0, limits)
        size, whole = inside[:, 2:] - inside[:, :2], boxes[:, 2:] - boxes[:, :2]
        seen = size.prod(1) / np.maximum(whole.prod(1), 1e-6)
        good = (seen >= self.crop["visible_min"]) & (size >= self.crop["box_min"]).all(1)
        rest = inside[~good & (size > 0).all(1)]
        rest = rest + np.float32([-4, -4, 4, 4])
        return Crop(pixels, inside[good], np.concatenate([rest, ignored]))

    def add_things(self, crop: Crop) -> None:
        """Pastes signs and plates."""
        rng = self.rng
        if rng.random() < self.paste["signs"]:
            for _ in range(int(rng.integers(1, 4))):
                thing = self.signs[int(rng.integers(len(self.signs)))]
                taken = np.concatenate([crop.boxes, crop.ignored])
                paste.lay(crop.pixels, thing, log_uniform(40, 280, rng), taken, rng, inside=False)
        if rng.random() < self.paste["plates"] * (3 if not len(crop.boxes) else 1):
            thing = self.plates[int(rng.integers(len(self.plates)))]
            taken = np.concatenate([crop.boxes, crop.ignored])
            box = paste.lay(crop.pixels, thing, log_uniform(20, 140, rng), taken, rng, inside=True)
            if box is not None and box[3] - box[1] >= self.crop["box_min"][1]:
                crop.boxes = np.concatenate([crop.boxes, box[None]])

    def erase(self, crop: Crop) -> None:
        """Covers a patch, which hides at most a part of any plate."""
        rng, (height, width) = self.rng, crop.pixels.shape[:2]
        size = rng.uniform(0.04, 0.3, 2) * (width, height)
        low = rng.uniform(0, 1, 2) * (np.array([width, height]) - size)
        patch = np.concatenate([low, low + size]).astype(int)
        for box in np.concatenate([crop.boxes, crop.ignored]):
            shared = np.minimum(box[2:], patch[2:]) - np.maximum(box[:2], patch[:2])
            if (shared > 0).all() and shared.prod() > 0.25 * (box[2:] - box[:2]).prod():
                return
        crop.pixels[patch[1] : patch[3], patch[0] : patch[2]] = rng.integers(0, 256, 3)
