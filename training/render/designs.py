"""Plates of the world's kinds, each a function of the faces and the random numbers."""
from __future__ import annotations

import cv2
import numpy as np

from . import texts
from .art import Art, Line, Sheet, colour_any, face_for, near
from .faces import Faces

WHITE, BLACK, YELLOW, BLUE, RED = (238, 238, 234), (22, 22, 26), (240, 190, 30), (20, 60, 165), (165, 25, 30)


def _pick(options, rng: np.random.Generator):
    return options[int(rng.integers(len(options)))]


def _inks(rng: np.random.Generator):
    """Background and ink of a European plate; mostly black on white."""
    draw = rng.random()
    if draw < 0.62:
        return near(WHITE, rng), near(BLACK, rng)
    if draw < 0.78:
        return near(YELLOW, rng), near(BLACK, rng)
    if draw < 0.86:
        return near(WHITE, rng), near(_pick([RED, BLUE, (20, 110, 50)], rng), rng)
    if draw < 0.95:
        return near(_pick([BLACK, BLUE, RED, (20, 90, 45)], rng), rng), near(WHITE, rng)
    back = colour_any(rng)
    return back, near(BLACK if np.mean(back) > 125 else WHITE, rng)


def _rim(sheet: Sheet, ink, rng: np.random.Generator) -> None:
    """The line around a plate, where there is one."""
    if rng.random() < 0.5:
        height, width = sheet.picture.shape[:2]
        off = round(height * rng.uniform(0, 0.04))
        thick = max(1, round(height * rng.uniform(0.01, 0.04)))
        cv2.rectangle(sheet.picture, (off, off), (width - 1 - off, height - 1 - off), ink, thick)


def _band(sheet: Sheet, faces: Faces, width: float, rng: np.random.Generator, left: float = 0) -> None:
    """A country's band with its letters and, mostly, the ring of stars."""
    height = sheet.picture.shape[0]
    colour = near(BLUE if rng.random() < 0.9 else colour_any(rng), rng)
    sheet.block(left, 0, width, height, colour)
    if rng.random() < 0.8:
        for turn in np.linspace(0, 2 * np.pi, 12, endpoint=False):
            x = left + width / 2 + np.cos(turn) * width * 0.28
            y = height * 0.3 + np.sin(turn) * width * 0.28
            cv2.circle(sheet.picture, (round(x), round(y)), max(1, round(width * 0.04)), near(YELLOW, rng, 5), -1)
    if rng.random() < 0.9:
        box = (left + width * 0.15, height * 0.62, width * 0.7, height * 0.25)
        sheet.words(_pick(texts.BANDS, rng), _pick(faces.words[5:], rng), box, WHITE)


def _arms(sheet: Sheet, faces: Faces, left: float, rng: np.random.Generator) -> float:
    """A shield with the country's letters below, left of the number; the width it takes."""
    height = sheet.picture.shape[0]
    wide = height * rng.uniform(0.22, 0.34)
    x, y = left + 0.08 * height + wide / 2, height * 0.36
    shield = np.array([[-0.42, -0.5], [0.42, -0.5], [0.42, 0.15], [0, 0.6], [-0.42, 0.15]]) * wide + (x, y)
    cv2.fillPoly(sheet.picture, [shield.astype(np.int32)], near(_pick([RED, BLUE, YELLOW], rng), rng, 30))
    cv2.fillPoly(sheet.picture, [((shield - (x, y)) * 0.5 + (x, y)).astype(np.int32)], colour_any(rng))
    box = (x - wide / 2, height * 0.6, wide, height * 0.22)
    sheet.words(_pick(texts.BANDS, rng), _pick(faces.words[5:], rng), box, near(BLACK, rng))
    return 0.12 * height + wide


def european(faces: Faces, rng: np.random.Generator) -> Art:
    """One row, about 4.6 to 1, with or without bands."""
    height = 72
    width = round(height * rng.uniform(3.9, 5.0))
    back, ink = _inks(rng)
    sheet = Sheet(width, height, back, rng)
    left, right = 0.02 * width, 0.98 * width
    banded = rng.random() < 0.7
    if banded:
        band = width * rng.uniform(0.065, 0.1)
        _band(sheet, faces, band, rng)
        left = band + 0.01 * width
        if rng.random() < 0.2:
            _band(sheet, faces, band, rng, width - band)
            right = width - band - 0.01 * width
    if rng.random() < 0.06:
        back2 = near(_pick([BLUE, YELLOW, WHITE], rng), rng)
        sheet.block(right - height * 0.5, 0, width, height, back2)
        sheet.words(str(rng.integers(10, 99)), _pick(faces.words[5:], rng), (right - height * 0.45, 4, height * 0.4, height * 0.3), ink)
        right -= height * 0.5
    if rng.random() < (0.12 if banded else 0.4):
        left += _arms(sheet, faces, left, rng)
    _rim(sheet, ink, rng)
    signs = texts.fill(_pick(texts.EU, rng), rng)
    tall = height * rng.uniform(0.58, 0.84)
    top = (height - tall) / 2 + rng.normal(0, 0.02) * height
    face = face_for(signs, faces, 0.6, rng)
    pressed = rng.uniform(0.4, 1.4) if rng.random() < 0.5 else 0
    sheet.number(Line(signs, left, top, right - left, tall), face, ink, pressed)
    return sheet.done("eu" if banded else "unknown")


def two_rows(patterns: list[str], region: str):
    """A maker of plates with two rows or three, 1.1 to 2 to 1."""

    def make(faces: Faces, rng: np.random.Generator) -> Art:
        height = 120
        width = round(height * rng.uniform(1.05, 1.9))
        back, ink = _inks(rng)
        sheet = Sheet(width, height, back, rng)
        banded = region == "eu" and rng.random() < 0.7
        left = 0.03 * width
        if banded:
            high = sheet.picture.shape[0]
            _band(sheet, faces, width * rng.uniform(0.1, 0.16), rng)
            left = width * 0.17
            if rng.random() < 0.4:
                sheet.block(0, high * 0.5, left, high, back)
        _rim(sheet, ink, rng)
        signs = texts.fill(_pick(patterns, rng), rng)
        rows = signs.split("/")
        face = face_for(signs, faces, 0.6, rng)
        tall = height * rng.uniform(0.33, 0.42) * 2 / len(rows) * (1.0 if len(rows) == 2 else 1.08)
        heights = [tall] + [tall * rng.choice([1.0, rng.uniform(0.8, 1.15)]) for _ in rows[1:]]
        gap = height * rng.uniform(0.02, 0.1) / (len(rows) - 1)
        top = (height - sum(heights) - gap * (len(rows) - 1)) / 2 + rng.normal(0, 0.015) * height
        pressed = rng.uniform(0.4, 1.4) if rng.random() < 0.4 else 0
        further = left if rng.random() < 0.6 else 0.03 * width
        for number, row in enumerate(rows):
            start = further if number else left
            sheet.number(Line(row, start, top, width * 0.97 - start, heights[number]), face, ink, pressed)
            top += heights[number] + gap
        return sheet.done("eu" if banded else region if region != "eu" else "unknown")

    return make


def american(faces: Faces, rng: np.random.Generator) -> Art:
    """12 by 6 inches: a painted background, the state above, a slogan below, stickers, stacked letters."""
    height = 112
    width = round(height * rng.uniform(1.85, 2.15))
    dark = rng.random() < 0.2
    back = near(_pick([BLACK, BLUE, (20, 80, 60), (90, 20, 30), (200, 110, 30), (30, 130, 140)], rng), rng) if dark else tuple(rng.uniform(165, 250, 3))
    sheet = Sheet(width, height, back, rng)
    _painted(sheet, dark, rng)
    inks = [WHITE, (240, 200, 60), (240, 240, 200)] if dark else [BLACK, (25, 35, 110), (20, 70, 50), (120, 20, 40), (60, 30, 20), (20, 60, 130), (170, 40, 40)]
    ink, word_ink = near(_pick(inks, rng), rng), near(_pick(inks, rng), rng)
    _rim(sheet, ink, rng)
    if rng.random() < 0.92:
        wide = rng.uniform(0.35, 0.75) * width
        high = height * rng.uniform(0.1, 0.2)
        sheet.words(texts.phrase(rng), _pick(faces.words, rng), ((width - wide) / 2, height * rng.uniform(0.02, 0.08), wide, high), word_ink)
    if rng.random() < 0.75:
        wide = rng.uniform(0.3, 0.8) * width
        high = height * rng.uniform(0.07, 0.15)
        sheet.words(texts.phrase(rng), _pick(faces.words, rng), ((width - wide) / 2, height * rng.uniform(0.8, 0.87), wide, high), word_ink)
    left, right = _stacked(sheet, faces, word_ink, rng)
    pattern = _pick(texts.US, rng)
    if rng.random() < 0.3:
        pattern = pattern.replace(" ", "*").replace("-", "*")
    signs = texts.fill(pattern, rng)
    tall = height * rng.uniform(0.4, 0.56)
    top = height * rng.uniform(0.46, 0.54) - tall / 2
    pressed = rng.uniform(0.5, 1.8) if rng.random() < 0.6 else 0
    face = _pick(faces.dies, rng) if rng.random() < 0.45 else face_for(signs, faces, 0.12, rng)
    sheet.number(Line(signs, left, top, right - left, tall, dies=0.65), face, ink, pressed)
    _stickers(sheet, faces, rng)
    _bolts(sheet, rng)
    return sheet.done("us")


def designed(faces: Faces, rng: np.random.Generator) -> Art:
    """A number on an official American design; a plate of invented design where there is none at hand."""
    if not faces.grounds:
        return american(faces, rng)
    ground = _pick(faces.grounds, rng)
    height, width = ground.picture.shape[:2]
    sheet = Sheet(width, height, WHITE, rng)
    sheet.picture[:] = ground.picture
    inks = [WHITE, (240, 200, 60), (240, 240, 200)] if ground.dark else [BLACK, (25, 35, 110), (20, 70, 50), (120, 20, 40), (60, 30, 20), (20, 60, 130), (170, 40, 40)]
    signs = texts.fill(_pick(texts.US, rng), rng)
    tall = height * rng.uniform(0.38, 0.52)
    top = height * rng.uniform(0.47, 0.55) - tall / 2
    room = ground.right - ground.left
    face = _pick(faces.dies, rng) if rng.random() < 0.5 else face_for(signs, faces, 0.12, rng)
    line = Line(signs, ground.left + 0.02 * room, top, 0.96 * room, tall, dies=0.7)
    sheet.number(line, face, near(_pick(inks, rng), rng), rng.uniform(0.5, 1.8) if rng.random() < 0.5 else 0)
    _stickers(sheet, faces, rng)
    return sheet.done("us")


def _painted(sheet: Sheet, dark: bool, rng: np.random.Generator) -> None:
    """Gradients, hills, bands and blots that a state prints behind its numbers."""
    height, width = sheet.picture.shape[:2]
    kind = rng.random()
    if kind < 0.5:
        other = colour_any(rng)
        ramp = np.linspace(0, rng.uniform(0.2, 1.0), height, dtype=np.float32)[:, None, None]
        if rng.random() < 0.5:
            ramp = ramp[::-1]
        sheet.picture += ramp * (np.float32(near(other if rng.random() < 0.4 else (230, 235, 240), rng)) - sheet.picture) * (0.35 if dark else 0.8)
    if rng.random() < 0.35:
        layer = sheet.picture.copy()
        for _ in range(int(rng.integers(1, 4))):
            xs = np.linspace(-5, width + 5, int(rng.integers(4, 9)))
            ys = height * rng.uniform(0.2, 0.8) + rng.normal(0, 0.12, xs.size) * height
            shape = np.vstack([np.stack([xs, ys], 1), [[width + 5, height + 5], [-5, height + 5]]])
            cv2.fillPoly(layer, [shape.astype(np.int32)], colour_any(rng))
        sheet.picture += rng.uniform(0.05, 0.45) * (layer - sheet.picture)
    if rng.random() < 0.35:
        layer = sheet.picture.copy()
        for _ in range(int(rng.integers(1, 4))):
            centre = (int(rng.uniform(0, width)), int(rng.uniform(0, height)))
            size = (int(rng.uniform(0.05, 0.3) * height), int(rng.uniform(0.05, 0.3) * height))
            cv2.ellipse(layer, centre, size, rng.uniform(0, 180), 0, 360, colour_any(rng), -1)
        sheet.picture += rng.uniform(0.08, 0.6) * (layer - sheet.picture)
    if rng.random() < 0.2:
        sheet.block(0, 0, width, height * rng.uniform(0.15, 0.26), colour_any(rng))
    if rng.random() < 0.12:
        sheet.block(0, height * rng.uniform(0.75, 0.85), width, height, colour_any(rng))


def _stacked(sheet: Sheet, faces: Faces, ink, rng: np.random.Generator) -> tuple[float, float]:
    """Small letters one above the other, or a picture, at one side; not part of the number."""
    height, width = sheet.picture.shape[:2]
    left, right = 0.03 * width, 0.97 * width
    draw = rng.random()
    if draw < 0.22:
        letters = "".join(rng.choice(list(texts.LETTERS + texts.DIGITS), int(rng.integers(2, 4))))
        side = 0.04 * width if rng.random() < 0.6 else 0.87 * width
        each = height * 0.55 / len(letters)
        for row, letter in enumerate(letters):
            sheet.words(letter, _pick(faces.words[5:], rng), (side, height * 0.24 + row * each, 0.09 * width, each * 0.85), ink)
        return (0.15 * width, right) if side < width / 2 else (left, 0.85 * width)
    if draw < 0.38:
        size = height * rng.uniform(0.3, 0.5)
        at_left = rng.random() < 0.7
        spots = rng.uniform(0, 1, (7, 2)) * size + ((0.03 if at_left else 0.97) * width - (0 if at_left else size), height * 0.27)
        cv2.fillPoly(sheet.picture, [cv2.convexHull(spots.astype(np.int32))], colour_any(rng))
        return (0.05 * width + size, right) if at_left else (left, 0.95 * width - size)
    if draw < 0.46:
        return _strip(sheet, left, right, rng)
    return left, right


def _strip(sheet: Sheet, left: float, right: float, rng: np.random.Generator) -> tuple[float, float]:
    """A sticker on edge, as tall as the characters, beside the number: it must not be read as a 1 or an I."""
    height, width = sheet.picture.shape[:2]
    wide, tall = width * rng.uniform(0.02, 0.07), height * rng.uniform(0.25, 0.55)
    at_left = rng.random() < 0.4
    x = left + 0.01 * width if at_left else right - wide - 0.01 * width
    sheet.block(x, height * rng.uniform(0.42, 0.55) - tall / 2, wide, tall, colour_any(rng))
    room = wide + width * rng.uniform(0.015, 0.04)
    return (left + room, right) if at_left else (left, right - room)


def _stickers(sheet: Sheet, faces: Faces, rng: np.random.Generator) -> None:
    """Month and year in the corners."""
    height, width = sheet.picture.shape[:2]
    for x in (0.02, 0.86):
        for y in (0.03, 0.78):
            if rng.random() < 0.3:
                wide, high = width * rng.uniform(0.09, 0.13), height * rng.uniform(0.13, 0.2)
                sheet.block(x * width, y * height, wide, high, colour_any(rng))
                sheet.words(str(rng.integers(1, 2040)), _pick(faces.words[5:], rng), (x * width + 1, y * height + 1, wide - 2, high * 0.8), colour_any(rng))


def _bolts(sheet: Sheet, rng: np.random.Generator) -> None:
    """Screws, or the holes for them, at the usual places."""
    height, width = sheet.picture.shape[:2]
    if rng.random() < 0.6:
        shade = near((120, 120, 120), rng, 50)
        for y in (0.07, 0.93):
            for x in (0.2, 0.8):
                if rng.random() < 0.7:
                    cv2.circle(sheet.picture, (round(x * width), round(y * height)), max(1, round(height * rng.uniform(0.015, 0.035))), shade, -1)


def brazilian(faces: Faces, rng: np.random.Generator) -> Art:
    """40 by 13 cm: grey or red with the town above, or Mercosul's white with its blue strip."""
    height = 84
    width = round(height * rng.uniform(2.8, 3.3))
    mercosul = rng.random() < 0.45
    red = not mercosul and rng.random() < 0.3
    sheet = Sheet(width, height, near(RED if red else WHITE if mercosul else (175, 175, 178), rng), rng)
    ink = near(WHITE if red else BLACK, rng)
    font = _pick(faces.words[5:], rng)
    if mercosul:
        sheet.block(0, 0, width, height * 0.24, near(BLUE, rng))
        sheet.words("BRASIL", font, (0.3 * width, height * 0.04, 0.4 * width, height * 0.16), WHITE)
    else:
        town = f"{_pick(['SP', 'RJ', 'MG', 'PR', 'BA', 'SC'], rng)} - {_pick(texts.STATES, rng)}"
        sheet.words(town, font, (0.2 * width, height * 0.05, 0.6 * width, height * 0.13), ink)
    _rim(sheet, ink, rng)
    signs = texts.fill("AAA9A99" if mercosul and rng.random() < 0.9 else "AAA-9999", rng)
    tall = height * rng.uniform(0.5, 0.62)
    line = Line(signs, 0.05 * width, height * rng.uniform(0.27, 0.32), 0.9 * width, tall)
    sheet.number(line, face_for(signs, faces, 0.6, rng), ink, rng.uniform(0.4, 1.2) if rng.random() < 0.5 else 0)
    _bolts(sheet, rng)
    return sheet.done("br")


def world(faces: Faces, rng: np.random.Generator) -> Art:
    """One row of any number, any shape, any colour."""
    height = 80
    width = round(height * rng.uniform(1.9, 5.2))
    back, ink = _inks(rng)
    sheet = Sheet(width, height, back, rng)
    _rim(sheet, ink, rng)
    patterns = [p for p in texts.WORLD if "/" not in p]
    signs = texts.fill(_pick(patterns, rng), rng)
    tall = height * rng.uniform(0.4, 0.85)
    top = (height - tall) * rng.uniform(0.3, 0.7)
    if rng.random() < 0.25 and tall < 0.65 * height:
        sheet.words(texts.phrase(rng), _pick(faces.words, rng), (0.2 * width, 2, 0.6 * width, max(4, top - 4)), ink)
    line = Line(signs, 0.03 * width, top, 0.94 * width, tall)
    sheet.number(line, face_for(signs, faces, 0.3, rng), ink, rng.uniform(0.4, 1.4) if rng.random() < 0.4 else 0)
    return sheet.done("unknown")


KINDS = (
    (0.30, european),
    (0.12, two_rows(texts.EU_TWO, "eu")),
    (0.22, american),
    (0.14, designed),
    (0.06, brazilian),
    (0.08, world),
    (0.08, two_rows([p for p in texts.WORLD if "/" in p], "unknown")),
)
"""Each kind with its share."""


def draw(faces: Faces, rng: np.random.Generator) -> Art:
    """A plate of any kind."""
    shares = np.cumsum([share for share, _ in KINDS])
    return KINDS[int(np.searchsorted(shares, rng.random() * shares[-1]))][1](faces, rng)
