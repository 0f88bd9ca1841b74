"""A plate as it left the press: flat, sharp, seen from the front, with the places of its characters.

Pictures are RGB, uint8; places are pixels from the top left.
"""
from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image, ImageDraw

from . import texts
from .face import CAP, Face
from .faces import Faces, pressed

Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Art:
    """picture: [h, w, 3]; text: what counts as the number; centres: [len(text), 2], x and y.

    letter: height of the number's characters, pixels.
    """

    picture: np.ndarray
    text: str
    centres: np.ndarray
    region: str
    letter: float


@dataclass(frozen=True)
class Shape:
    """How wide characters are: squeeze of their own width; die: a width for all, of the height, or 0.

    pressed: characters that have the form of a press's die instead of the face's own.
    """

    squeeze: float
    die: float
    pressed: str


@dataclass(frozen=True)
class Line:
    """One row of the number: its signs, and the box it may fill, in pixels.

    dies: how likely every character is as wide as any other, W and M too, as pressed plates have it.
    """

    signs: str
    left: float
    top: float
    width: float
    height: float
    dies: float = 0.2


class Sheet:
    """The plate being made."""

    def __init__(self, width: int, height: int, back: Colour, rng: np.random.Generator) -> None:
        self.rng = rng
        self.picture = np.empty((height, width, 3), np.float32)
        self.picture[:] = back
        self.text = ""
        self.umlauts = rng.random() < 0.12
        """Whether this plate's A, O and U may have dots, which its text leaves out."""
        self.centres: list[tuple[float, float]] = []
        self.letter = float(height)

    def stamp(self, mask: np.ndarray, left: float, top: float, colour: Colour) -> None:
        """Blends a colour in where the mask (uint8) has ink; what sticks out is cut."""
        x, y = round(left), round(top)
        height, width = self.picture.shape[:2]
        x0, y0 = max(0, x), max(0, y)
        x1, y1 = min(width, x + mask.shape[1]), min(height, y + mask.shape[0])
        if x1 <= x0 or y1 <= y0:
            return
        ink = mask[y0 - y : y1 - y, x0 - x : x1 - x, None].astype(np.float32) / 255
        under = self.picture[y0:y1, x0:x1]
        under += ink * (np.float32(colour) - under)

    def number(self, line: Line, face: Face, colour: Colour, emboss: float) -> None:
        """Sets one row as large as the box allows, centred, letters pressed up if emboss > 0."""
        rng = self.rng
        self.letter = min(self.letter, line.height)
        space = rng.uniform(0.03, 0.16) * line.height
        gap = rng.uniform(0.12, 0.45) * line.height
        shape = _shape(line.dies, rng)
        glyphs = [self._glyph(sign, face, line.height, shape, gap, colour) for sign in line.signs]
        total = sum(g.shape[1] + space for g, _ in glyphs) - space
        fit = min(1.0, line.width / max(total, 1))
        if fit < 1:
            glyphs = [(_resized(g, g.shape[1] * fit, line.height), c) for g, c in glyphs]
            space *= fit
        elif rng.random() < 0.4:
            room = (line.width * rng.uniform(0.8, 1.0) - total) / max(1, len(glyphs))
            space += float(np.clip(room, 0, 0.3 * line.height))
        total = sum(g.shape[1] + space for g, _ in glyphs) - space
        x = line.left + (line.width - total) * rng.choice([0.5, rng.uniform(0.1, 0.9)], p=[0.8, 0.2])
        for sign, (mask, ink) in zip(line.signs, glyphs):
            y = line.top + rng.normal(0, 0.008) * line.height
            if emboss > 0 and sign.isalnum():
                light = tuple(np.clip(np.float32(self.picture[int(line.top), int(line.left)]) + 70, 0, 255))
                self.stamp(mask, x - emboss, y - emboss, light)
                self.stamp(mask, x + emboss, y + emboss, tuple(0.5 * np.float32(ink)))
            self.stamp(mask, x, y, ink)
            if sign.isalnum():
                self.text += sign
                self.centres.append((x + mask.shape[1] / 2, y + line.height / 2))
            x += mask.shape[1] + space

    def _glyph(self, sign: str, face: Face, height: float, shape: Shape, gap: float, colour: Colour):
        if sign.isalnum():
            mask = face.mask(sign, self.rng)
            assert mask is not None, sign
            wide = mask.shape[1] * height / mask.shape[0] * shape.squeeze
            if sign in "AOU" and self.umlauts and self.rng.random() < 0.5:
                mask = _dotted(mask)
            if sign in shape.pressed:
                width = 0.38 if sign == "I" else max(shape.die, 0.42)
                return _resized(pressed(face, sign, round(CAP * width)), width * height, height), colour
            if shape.die > 0:
                wide = min(wide, 0.6 * shape.die * height) if sign in "1I" else shape.die * height
            return _resized(mask, wide, height), colour
        wide = np.zeros((max(2, round(height)), max(2, round(gap))), np.uint8)
        if sign == " ":
            return wide[:, : max(2, round(gap * 0.7))], colour
        if sign == "*":
            return self._emblem(height)
        if sign in "-." and self.rng.random() < 0.75:
            middle, half = wide.shape[0] // 2, max(1, round(height * self.rng.uniform(0.03, 0.07)))
            if sign == "." or self.rng.random() < 0.25:
                cv2.circle(wide, (wide.shape[1] // 2, middle), half + 1, 255, -1)
            else:
                wide[middle - half : middle + half, wide.shape[1] // 6 : -max(1, wide.shape[1] // 6)] = 255
        return wide, colour

    def _emblem(self, height: float):
        """A disc, shield or blot of any colour, or just room."""
        rng = self.rng
        width = max(4, round(height * rng.uniform(0.3, 0.75)))
        mask = np.zeros((max(4, round(height)), width), np.uint8)
        centre = (width // 2, round(height * rng.uniform(0.3, 0.7)))
        kind = rng.integers(8)
        size = (round(width * rng.uniform(0.25, 0.48)), round(width * rng.uniform(0.25, 0.6)))
        if kind == 1:
            cv2.ellipse(mask, centre, size, 0, 0, 360, 255, -1)
        elif kind == 2:
            cv2.ellipse(mask, centre, size, 0, 0, 360, 255, max(1, size[0] // 3))
        elif kind == 3:
            spots = rng.uniform(0.1, 0.9, (6, 2)) * (width, min(height, 1.4 * width)) + (0, height * 0.15)
            cv2.fillPoly(mask, [cv2.convexHull(spots.astype(np.int32))], 255)
        elif kind >= 6:
            return _silhouette(mask, rng), colour_any(rng)
        elif kind >= 4:
            small = max(2, round(width * rng.uniform(0.18, 0.4)))
            for y in (0.28, 0.68):
                cv2.circle(mask, (width // 2, round(height * (y + rng.normal(0, 0.03)))), small, 255, -1)
                if kind == 5:
                    cv2.circle(mask, (width // 2, round(height * y)), small // 2, int(rng.integers(60, 200)), -1)
        return mask, colour_any(rng)

    def words(self, text: str, font, box: tuple[float, float, float, float], colour: Colour) -> None:
        """A line of words as large as the box (left, top, width, height) allows, centred."""
        mask = _written(text, font)
        left, top, width, height = box
        scale = min(width / mask.shape[1], height / mask.shape[0])
        small = _resized(mask, mask.shape[1] * scale, mask.shape[0] * scale)
        self.stamp(small, left + (width - small.shape[1]) / 2, top + (height - small.shape[0]) / 2, colour)

    def block(self, left: float, top: float, width: float, height: float, colour: Colour) -> None:
        """A filled rectangle."""
        self.picture[max(0, round(top)) : max(0, round(top + height)), max(0, round(left)) : max(0, round(left + width))] = colour

    def done(self, region: str) -> Art:
        """The finished plate."""
        picture = np.clip(self.picture, 0, 255).astype(np.uint8)
        return Art(picture, self.text, np.array(self.centres, np.float32), region, self.letter)


def _silhouette(mask: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A land, a fruit or a beast: an outline around a middle, filled or drawn, with a part of another shade."""
    height, width = mask.shape
    turns = np.sort(rng.uniform(0, 2 * np.pi, int(rng.integers(5, 12))))
    reach = rng.uniform(0.2, 0.5, turns.size)[:, None] * (width, min(height, 1.5 * width))
    spots = np.stack([np.cos(turns), np.sin(turns)], 1) * reach + (width / 2, height * rng.uniform(0.4, 0.6))
    if rng.random() < 0.7:
        cv2.fillPoly(mask, [spots.astype(np.int32)], 255)
        cv2.fillPoly(mask, [((spots - spots.mean(0)) * 0.5 + spots.mean(0)).astype(np.int32)], int(rng.integers(60, 256)))
    else:
        cv2.polylines(mask, [spots.astype(np.int32)], True, 255, max(1, round(0.08 * width)), cv2.LINE_AA)
    return mask


def _dotted(mask: np.ndarray) -> np.ndarray:
    """The letter made lower, with two dots above: the letter and its dots are as tall as others are."""
    height, width = mask.shape
    out = np.zeros_like(mask)
    low = round(height * 0.79)
    out[height - low :] = cv2.resize(mask, (width, low), interpolation=cv2.INTER_AREA)
    size = max(1, round(height * 0.07))
    for x in (0.3, 0.7):
        cv2.circle(out, (round(width * x), size), size, 255, -1)
    return out


def _shape(dies: float, rng: np.random.Generator) -> Shape:
    """The widths of one number; dies: how likely they are those of a press."""
    if rng.random() >= dies:
        return Shape(rng.uniform(0.8, 1.2), 0.0, "")
    return Shape(rng.uniform(0.8, 1.2), rng.uniform(0.38, 0.62), "".join(c for c in "IWM" if rng.random() < 0.5))


def _resized(mask: np.ndarray, width: float, height: float) -> np.ndarray:
    size = (max(2, round(width)), max(2, round(height)))
    return cv2.resize(mask, size, interpolation=cv2.INTER_AREA)


_WRITTEN: dict[tuple[str, int], np.ndarray] = {}


def _written(text: str, font) -> np.ndarray:
    """The words as a mask of about 40 pixels; kept, since there are few."""
    key = (text, id(font))
    if key not in _WRITTEN:
        left, top, right, bottom = font.getbbox(text)
        picture = Image.new("L", (max(4, right - left + 4), max(4, bottom - top + 4)), 0)
        ImageDraw.Draw(picture).text((2 - left, 2 - top), text, fill=255, font=font)
        _WRITTEN[key] = np.asarray(picture)
    return _WRITTEN[key]


def colour_any(rng: np.random.Generator) -> Colour:
    """Any colour."""
    return tuple(float(v) for v in rng.uniform(0, 255, 3))


def near(colour: Colour, rng: np.random.Generator, spread: float = 18) -> Colour:
    """A colour like the given one."""
    return tuple(np.clip(np.float32(colour) + rng.normal(0, spread, 3) + rng.normal(0, spread), 0, 255))


def face_for(text: str, faces: Faces, real: float, rng: np.random.Generator) -> Face:
    """A face that has every character; one of a real plate with the probability given."""
    needed = {c for c in text if c.isalnum()}
    for _ in range(6):
        pool = faces.sheets if faces.sheets and rng.random() < real else faces.numbers
        face = pool[int(rng.integers(len(pool)))]
        if needed <= face.masks.keys():
            return face
    return faces.numbers[int(rng.integers(len(faces.numbers)))]
