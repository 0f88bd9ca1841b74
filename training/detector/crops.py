"""Training crops: where to look in a picture, how large, how turned."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

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


@dataclass
class Banks:
    """Where plates to be put into crops come from: fonts and designs to render them, crops of the reader's."""

    fonts: Path
    designs: Path
    read: Path


class Cropper:
    """Draws crops without end from pictures whose pixels are loaded."""

    def __init__(self, pictures: list[Picture], settings: dict, banks: Banks, rng: np.random.Generator):
        self.pictures, self.rng = pictures, rng
        self.crop, self.look, data = settings["crop"], settings["look"], settings["data"]
        self.paste, self.stretch = settings["paste"], data["stretch"]
        sources = [p.source for p in pictures]
        of = {s: sources.count(s) ** -0.3 * data["weight"].get(s, 1.0) for s in set(sources)}
        odds = np.array([of[s] for s in sources])
        self.heap = np.cumsum(odds / odds.sum())
        self.noise = Noise(max(max(s["width"], s["height"]) for s in self.crop["sizes"]), rng)
        self.signs = paste.sign_bank(self.paste["sign_bank"], rng)
        self.plates = paste.plate_bank(pictures, self.paste["plate_bank"], self.stretch, rng)
        self.rendered = paste.rendered_bank(banks.fonts, banks.designs, self.paste["rendered_bank"], rng)
        self.read = paste.crop_bank(banks.read, self.paste["crop_bank"], rng)
        near = [(p, b) for p in pictures for b in p.boxes if b[2] - b[0] >= self.crop["near_min"]]
        self.near = [near[int(i)] for i in rng.permutation(len(near))]

    def draw(self, width: int, height: int) -> Crop:
        """One finished training crop."""
        rng = self.rng
        kind = rng.random()
        if kind < self.crop["close_up"]:
            crop = self.close_up(width, height)
        elif kind < self.crop["close_up"] + self.crop["mosaic"]:
            crop = self.mosaic(width, height)
        else:
            crop = self.single(width, height, 1.0)
        self.add_things(crop)
        if rng.random() < self.look["erase"]:
            self.erase(crop)
        crop.pixels = change(crop.pixels, self.look, self.noise, rng)
        return crop

    def close_up(self, width: int, height: int) -> Crop:
        """A plate that takes much of the crop, all of it, or more: photographed, cut out, or rendered."""
        share = log_uniform(*self.crop["close_share"], self.rng)
        kind = self.rng.random()
        if kind < 0.4 and self.near:
            return self._close_photograph(share, width, height)
        if kind < 0.6 and self.read:
            return self._close_cut(share, width, height)
        return self._close_rendered(share, width, height)

    def _close_photograph(self, share: float, width: int, height: int) -> Crop:
        rng = self.rng
        picture, box = self.near[int(rng.integers(len(self.near)))]
        stretch = rng.uniform(*self.stretch.get(picture.source, [1.0, 1.0]))
        aspect = log_uniform(*self.crop["aspect"], rng) * stretch
        scale = min(share * width / ((box[2] - box[0]) * aspect**0.5), 0.95 * height / ((box[3] - box[1]) * aspect**-0.5))
        mirror = -1.0 if rng.random() < 0.5 else 1.0
        room = self._room((box[2] - box[0]) * scale * aspect**0.5, (box[3] - box[1]) * scale * aspect**-0.5, width, height)
        at = np.array([rng.uniform(low, high) for low, high in room])
        if rng.random() < 0.85:
            factors = scale * np.array([mirror * aspect**0.5, aspect**-0.5])
            at = cover(at, (box[:2] + box[2:]) / 2, picture.pixels.shape[1::-1], factors, (width, height))
        return self.cut(picture, (box[:2] + box[2:]) / 2, at, scale, aspect, mirror, width, height)

    def _room(self, wide: float, high: float, width: int, height: int) -> list[tuple[float, float]]:
        """Where a plate's middle may be, x and y: mostly so that all of it is seen, at times over an edge."""
        over = 0.35 if self.rng.random() < 0.25 else 0.0
        pairs = []
        for size, side in ((wide, width), (high, height)):
            low = size * (0.5 - over)
            pairs.append((low, side - low) if low < side / 2 else (side / 2 - 1, side / 2 + 1))
        return pairs

    def _close_cut(self, share: float, width: int, height: int) -> Crop:
        """A crop that the reader learns from, enlarged; what it shows around its plate goes on outside, blurred."""
        rng, crop = self.rng, self.read[int(self.rng.integers(len(self.read)))]
        margin = paste.CROP_MARGIN / (1 + 2 * paste.CROP_MARGIN)
        scale = min(share * width / (crop.shape[1] * (1 - 2 * margin)), 0.95 * height / crop.shape[0])
        aspect = log_uniform(0.85, 1.2, rng)
        size = (max(8, round(crop.shape[1] * scale * aspect**0.5)), max(8, round(crop.shape[0] * scale * aspect**-0.5)))
        thing = cv2.resize(crop, size, interpolation=cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA)
        (x0, x1), (y0, y1) = self._room(*size, width, height)
        left, top = round(rng.uniform(x0, x1) - size[0] / 2), round(rng.uniform(y0, y1) - size[1] / 2)
        pixels = self._surroundings(width, height)
        part = slice(max(0, top), min(height, top + size[1])), slice(max(0, left), min(width, left + size[0]))
        pixels[part] = thing[part[0].start - top : part[0].stop - top, part[1].start - left : part[1].stop - left]
        inset = np.array([size[0], size[1]]) * margin
        box = np.concatenate([np.array([left, top]) + inset, np.array([left, top]) + np.array(size) - inset])
        return self.sort_out(pixels, np.float32(box[None]), NO_BOXES)

    def _close_rendered(self, share: float, width: int, height: int) -> Crop:
        rng, thing = self.rng, self.rendered[int(self.rng.integers(len(self.rendered)))]
        wide = share * width
        high = wide * thing.shape[0] / thing.shape[1] * rng.uniform(0.85, 1.2)
        wide, high = wide * min(1.0, 0.95 * height / high), min(high, 0.95 * height)
        room = self._room(wide, high, width, height)
        at = np.float32([rng.uniform(low, high_) for low, high_ in room])
        corners = paste.seen_from_a_side(wide, high, rng, 2.0 if rng.random() < 0.6 else 7.0) + at
        pixels = self._surroundings(width, height)
        if rng.random() < 0.6:  # a holder, whose rim is no part of the plate
            rim = np.full((8, 8, 4), 255, np.uint8)
            rim[..., :3] = int(rng.choice([12, 30, 60, 200])) if rng.random() < 0.8 else rng.integers(0, 256, 3)
            grown = (corners - at) * (1 + np.float32([1, wide / high]) * rng.uniform(0.01, 0.06)) + at + np.float32([0, high * rng.uniform(0, 0.12)])
            paste.draw(pixels, rim, grown.astype(np.float32), wide, 1.0)
        paste.draw(pixels, thing, corners, wide, rng.uniform(0.6, 1.1))
        return self.sort_out(pixels, np.concatenate([corners.min(0), corners.max(0)])[None], NO_BOXES)

    def _surroundings(self, width: int, height: int) -> np.ndarray:
        """What is near a plate: a piece of any picture that holds none, large, so that it is mostly smooth."""
        rng = self.rng
        for _ in range(8):
            picture = self.pictures[int(rng.integers(len(self.pictures)))]
            tall, wide = picture.pixels.shape[:2]
            size = min(log_uniform(0.12, 0.6, rng) * min(wide, tall), wide * 0.9, tall * 0.9 * width / height)
            w, h = max(8, round(size)), max(8, round(size * height / width))
            x, y = int(rng.integers(0, max(1, wide - w))), int(rng.integers(0, max(1, tall - h)))
            taken = np.concatenate([picture.boxes, picture.ignored])
            if not len(taken) or not paste.overlaps(np.float32([x, y, x + w, y + h]), taken).any():
                return cv2.resize(picture.pixels[y : y + h, x : x + w], (width, height), interpolation=cv2.INTER_CUBIC)
        return np.full((height, width, 3), rng.integers(0, 256, 3), np.uint8)

    def mosaic(self, width: int, height: int) -> Crop:
        """Four crops in one: more plates, more sizes, more surroundings."""
        x, y = (int(v) for v in self.rng.uniform(0.35, 0.65, 2) * (width, height))
        pixels, boxes, ignored = np.empty((height, width, 3), np.uint8), [], []
        for left, top, right, bottom in ((0, 0, x, y), (x, 0, width, y), (0, y, x, height), (x, y, width, height)):
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
            bank = self.rendered if rng.random() < 0.6 else self.plates
            thing = bank[int(rng.integers(len(bank)))]
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
