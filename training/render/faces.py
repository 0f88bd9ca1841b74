"""The type faces at hand: from font files, from sheets of real plates, and dies drawn as strokes."""
from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import yaml
from PIL import Image, ImageDraw, ImageFont

from . import dies, grounds
from .face import CAP, CHARACTERS, Face

DIES = 200
"""How many presses are imagined."""

@dataclass(frozen=True)
class Faces:
    """numbers, sheets, dies: for the number itself; words: files for state names, slogans and dealers;
    grounds: blank designs of American plates."""

    numbers: list[Face]
    sheets: list[Face]
    words: list[ImageFont.FreeTypeFont]
    dies: list[Face]
    grounds: list[grounds.Ground]


def load(fonts: Path, glyphs: Path | None, listing: Path, designs: Path | None = None) -> Faces:
    """Reads the fonts that the listing names by the beginnings of their file names.

    glyphs: folder of Tesseract sheets (.tif with .box), or None to render from fonts alone;
    designs: folder of official plate designs to draw on, or None.
    """
    names = yaml.safe_load(listing.read_text())
    files = sorted(p for p in fonts.rglob("*") if p.suffix in (".ttf", ".otf", ".woff"))
    numbers = [_font_face(f) for f in files if _named(f, names["numbers"])]
    words = [ImageFont.truetype(str(f), 40) for f in files if _named(f, names["words"])]
    sheets = [] if glyphs is None else [_sheet(b) for b in sorted(glyphs.rglob("*.box"))]
    if not numbers or not words:
        raise SystemExit(f"{fonts}: no font named in {listing}; run training/render/fetch first")
    presses = np.random.default_rng(len(numbers))
    return Faces(numbers, sheets, words, [dies.face(presses) for _ in range(DIES)], grounds.load(designs) if designs else [])


def pressed(face: Face, character: str, width: int) -> np.ndarray:
    """An I with serifs, a W or an M with upright sides, as American dies have them; [64, width].

    The stroke is as wide as the face's own I.
    """
    stroke = max(4, min(width // 4, face.masks["I"][0].shape[1] if "I" in face.masks else 9))
    mask = np.zeros((CAP, width), np.uint8)
    half = stroke // 2
    low, high, left, right, middle = half, CAP - 1 - half, half, width - 1 - half, width // 2
    lines = {
        "I": [[(left, low), (right, low)], [(middle, low), (middle, high)], [(left, high), (right, high)]],
        "W": [[(left, low), (left + half // 2, high), (middle, CAP // 3), (right - half // 2, high), (right, low)]],
        "M": [[(left, high), (left, low), (middle, 2 * CAP // 3), (right, low), (right, high)]],
    }[character]
    for line in lines:
        cv2.polylines(mask, [np.array(line, np.int32)], False, 255, stroke, cv2.LINE_AA)
    return mask


def _named(file: Path, beginnings: list[str]) -> bool:
    return any(file.name.startswith(beginning) for beginning in beginnings)


def _font_face(file: Path) -> Face:
    font = ImageFont.truetype(str(file), 90)
    return Face(file.stem, {c: [_drawn(font, c)] for c in CHARACTERS})


def _drawn(font: ImageFont.FreeTypeFont, character: str) -> np.ndarray:
    picture = Image.new("L", (200, 200), 0)
    ImageDraw.Draw(picture).text((50, 30), character, fill=255, font=font)
    return _tight(np.asarray(picture))


def _tight(picture: np.ndarray) -> np.ndarray:
    """Cut to the ink and scaled to a height of CAP."""
    rows = np.flatnonzero(picture.max(axis=1) > 100)
    columns = np.flatnonzero(picture.max(axis=0) > 100)
    if rows.size == 0 or columns.size == 0:
        return np.full((CAP, CAP // 2), 0, np.uint8)
    ink = picture[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    width = max(3, round(ink.shape[1] * CAP / ink.shape[0]))
    shrinks = ink.shape[0] > CAP
    return cv2.resize(ink, (width, CAP), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC)


def _sheet(box: Path) -> Face:
    """Characters of one country's sheet; a box file gives left, bottom, right, top from below."""
    sheet = cv2.imread(str(box.with_suffix(".tif")), cv2.IMREAD_GRAYSCALE)
    masks: dict[str, list[np.ndarray]] = {}
    for line in box.read_text().splitlines():
        parts = line.split()
        if len(parts) < 5 or parts[0].upper() not in CHARACTERS:
            continue
        left, bottom, right, top = map(int, parts[1:5])
        cut = 255 - sheet[sheet.shape[0] - top : sheet.shape[0] - bottom, left:right]
        if cut.size and 8 <= cut.shape[1] <= 1.2 * cut.shape[0]:
            masks.setdefault(parts[0].upper(), []).append(_tight(cut))
        elif cut.size and cut.shape[1] < 8 and parts[0].upper() in "1I":
            masks.setdefault(parts[0].upper(), []).append(_tight(cut))
    return Face(box.stem, {c: m[:40] for c, m in masks.items()})
