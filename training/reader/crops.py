"""Real crops with their texts, and pictures with boxes, as the reader's data.

Labels of `two-models-agree` crops do not tell O from 0 nor I from 1; a label here is therefore a set
of characters for each slot.
"""
from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from ..render.camera import degrade, fitted
from .model import ALPHABET, EMPTY, HEIGHT, REGIONS, SLOTS, WIDTH

OPEN_SOURCES = ("robertlucian_ro", "experiment_plates_2640", "openimages_plates_350", "mrzaizai2k_vn_48", "roboflow_us_1110")
"""Sources under MIT, CC BY and Apache licences."""

_TWINS = {"O": "0", "0": "O", "I": "1", "1": "I"}


@dataclass(frozen=True)
class Crop:
    """picture: [h, w, 3], RGB, uint8; allowed: [S, 37], True for what a slot may say.

    margin: how much of the plate's width and height the picture shows around it, on each side;
    kind: plates of one kind are painted and set alike.
    """

    name: str
    picture: np.ndarray
    text: str
    allowed: np.ndarray
    region: int
    source: str
    margin: float = 0.07
    kind: str = ""


def allowed(text: str, folded: bool = False) -> np.ndarray:
    """What each slot may say, [S, 37], bool; folded: O may be 0 and I may be 1."""
    out = np.zeros((SLOTS, EMPTY + 1), bool)
    out[len(text) :, EMPTY] = True
    for slot, character in enumerate(text):
        out[slot, ALPHABET.index(character)] = True
        if folded and character in _TWINS:
            out[slot, ALPHABET.index(_TWINS[character])] = True
    return out


def region_of(name: str) -> int:
    """The region's number; -1 where the label does not tell it."""
    if name == "unknown":
        return REGIONS.index("unknown")
    if name.startswith("us"):
        return REGIONS.index("us")
    if name == "br":
        return REGIONS.index("br")
    if name.startswith("eu") or name in ("ro", "es", "it"):
        return -1 if name == "eu" else REGIONS.index("eu")
    return REGIONS.index("unknown") if name == "vn" else -1


def load(folder: Path, open_only: bool, fixes: Path | None = None) -> tuple[list[Crop], list[Crop]]:
    """Training and validation crops of a folder with labels.csv, labels-2.csv and so on, and images/.

    A plate's text decides its side (one in 16 validates), so that no plate is on both.
    fixes: CSV `image,text` of labels mended by eye; an empty text drops the crop.
    """
    mended = {}
    if fixes is not None and fixes.exists():
        with fixes.open() as lines:
            mended = {row["image"]: row["text"] for row in csv.DictReader(lines)}
    train, validation = [], []
    for listing in sorted(folder.glob("labels*.csv")):
        for row in csv.DictReader(listing.open()):
            text = mended.get(row["image"], row["text"])
            if not 2 <= len(text) <= SLOTS or set(text) - set(ALPHABET):
                continue
            if open_only and row["source"] not in OPEN_SOURCES:
                continue
            crop = _crop(folder / "images" / row["image"], text, row, row["image"] in mended)
            (validation if kept_back(text) else train).append(crop)
    return train, validation


def kept_back(text: str) -> bool:
    """Whether crops of this text validate."""
    return hashlib.sha1(text.encode()).digest()[0] % 16 == 0


def typed(labels: Path, folder: Path, open_only: bool) -> tuple[list[Crop], list[Crop]]:
    """Crops of whole pictures whose text was typed by eye; training and validation.

    labels: CSV `image,source,x,y,w,h,text,region`; folder: with the pictures in images/.
    O and 0 of such a text are not told apart.
    """
    train, validation = [], []
    with labels.open() as lines:
        for row in csv.DictReader(lines):
            if open_only and row["source"] not in OPEN_SOURCES:
                continue
            picture = cv2.cvtColor(cv2.imread(str(folder / "images" / row["image"])), cv2.COLOR_BGR2RGB)
            x, y, w, h = (float(row[key]) for key in ("x", "y", "w", "h"))
            cut = _padded(picture, x - 0.15 * w, y - 0.15 * h, x + 1.15 * w, y + 1.15 * h)
            crop = Crop(row["image"], cut, row["text"], allowed(row["text"], True), region_of(row["region"]), row["source"], 0.15, row["region"])
            (validation if kept_back(row["text"]) else train).append(crop)
    return train, validation


def _padded(picture: np.ndarray, left: float, top: float, right: float, bottom: float) -> np.ndarray:
    """A cut that may reach over the picture's edge, where the edge is repeated."""
    height, width = picture.shape[:2]
    x0, y0, x1, y1 = round(left), round(top), round(right), round(bottom)
    inside = picture[max(0, y0) : min(height, y1), max(0, x0) : min(width, x1)]
    out = (max(0, -y0), max(0, y1 - height), max(0, -x0), max(0, x1 - width))
    return cv2.copyMakeBorder(inside, *out, cv2.BORDER_REPLICATE) if any(out) else np.ascontiguousarray(inside)


def _crop(file: Path, text: str, row: dict[str, str], exact: bool) -> Crop:
    picture = cv2.cvtColor(cv2.imread(str(file)), cv2.COLOR_BGR2RGB)
    folded = row["label"] == "two-models-agree" and not exact
    return Crop(file.name, picture, text, allowed(text, folded), region_of(row["region"]), row["source"], kind=row["region"])


def varied(crop: Crop, rng: np.random.Generator) -> np.ndarray:
    """The crop shifted, turned, made worse and stretched to the reader's input."""
    height, width = crop.picture.shape[:2]
    corners = np.float32([[0, 0], [width, 0], [width, height], [0, height]])
    inset = (crop.margin - rng.uniform(-0.02, 0.12, 2)) / (1 + 2 * crop.margin)
    cut = np.float32([[1, 1], [-1, 1], [-1, -1], [1, -1]]) * inset * (width, height)
    wrong = rng.normal(0, 0.02 if rng.random() < 0.6 else 0.05, 4)
    cut += wrong[[[0, 1], [2, 1], [2, 3], [0, 3]]] * (width, height)
    turn = np.deg2rad(rng.normal(0, 3.5))
    matrix = np.float32([[np.cos(turn), -np.sin(turn)], [np.sin(turn) + rng.normal(0, 0.04), np.cos(turn)]])
    matrix[0, 1] += rng.normal(0, 0.1)
    middle = corners.mean(axis=0)
    source = (corners + cut - middle) @ matrix.T + middle + rng.normal(0, 0.02, (4, 2)) * height
    scale = 1.0 if rng.random() < 0.35 else float(rng.uniform(0.3, 1.0))
    scale = max(scale, min(1.0, 15 / height))
    size = (max(12, round(width * scale)), max(8, round(height * scale)))
    target = np.float32([[0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]]])
    picture = crop.picture if scale > 0.8 else cv2.GaussianBlur(crop.picture, (0, 0), 0.35 / scale)
    warp = cv2.getPerspectiveTransform(source.astype(np.float32), target)
    seen = cv2.warpPerspective(picture, warp, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    if rng.random() < 0.12:
        seen = 255 - seen
    return fitted(degrade(seen, rng) if rng.random() < 0.8 else seen, (WIDTH, HEIGHT))


def plain_frame(crop: Crop) -> tuple[int, int, int, int]:
    """What `plain` shows of the crop: x, y, width and height in its pixels."""
    height, width = crop.picture.shape[:2]
    inset = max(0.0, crop.margin - 0.07) / (1 + 2 * crop.margin)
    x, y = round(inset * width), round(inset * height)
    return x, y, width - 2 * x, height - 2 * y


def plain(crop: Crop) -> np.ndarray:
    """The crop with a margin of 0.07 at most, stretched to the reader's input, for measuring."""
    x, y, width, height = plain_frame(crop)
    return fitted(crop.picture[y : y + height, x : x + width], (WIDTH, HEIGHT))


def boxed(folder: Path, margin: float) -> list[Crop]:
    """Crops by true boxes of an evaluation folder (labels.csv: image,x,y,w,h,text)."""
    out = []
    with (folder / "labels.csv").open() as lines:
        for row in csv.DictReader(lines):
            if not row["text"]:
                continue
            picture = cv2.cvtColor(cv2.imread(str(folder / "images" / row["image"])), cv2.COLOR_BGR2RGB)
            x, y, w, h = (float(row[key]) for key in ("x", "y", "w", "h"))
            left, top = max(0, round(x - margin * w)), max(0, round(y - margin * h))
            right, bottom = round(x + w * (1 + margin)), round(y + h * (1 + margin))
            text = row["text"].upper()
            cut = np.ascontiguousarray(picture[top:bottom, left:right])
            known = text if len(text) <= SLOTS and not set(text) - set(ALPHABET) else ""
            out.append(Crop(row["image"], cut, text, allowed(known), -1, folder.name))
    return out
