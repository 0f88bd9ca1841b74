"""Contact sheets, to see with one's own eyes what numbers hide."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from ..sheet import joined
from .crops import Banks, Cropper
from .pictures import Picture

RED, GREEN, YELLOW, BLUE = (255, 40, 40), (40, 230, 40), (255, 220, 0), (60, 120, 255)
TILES, PAGES, COLUMNS = 64, 8, 8


def save(tiles: list[np.ndarray], path: Path) -> None:
    """Writes equally sized tiles ``[H, W, 3]`` RGB bytes as one picture, or more if they are many.

    The tiles' numbers are written on them.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    for old in path.parent.glob(f"{path.stem}*.png"):
        old.unlink()
    for page in range(0, min(len(tiles), TILES * PAGES), TILES):
        part = [tile.copy() for tile in tiles[page : page + TILES]]
        for number, tile in enumerate(part, page):
            cv2.putText(tile, str(number), (3, 16), cv2.FONT_HERSHEY_SIMPLEX, 0.5, YELLOW, 1, cv2.LINE_AA)
        name = path if page == 0 else path.with_name(f"{path.stem}-{page // TILES}.png")
        cv2.imwrite(str(name), cv2.cvtColor(joined(part, COLUMNS), cv2.COLOR_RGB2BGR))


def boxed(pixels: np.ndarray, boxes: np.ndarray, colour: tuple[int, int, int]) -> np.ndarray:
    for left, top, right, bottom in np.round(boxes[:, :4]).astype(int).tolist():
        cv2.rectangle(pixels, (left - 1, top - 1), (right, bottom), colour, 1)
    return pixels


def around(pixels: np.ndarray, box: np.ndarray, others: np.ndarray, labels: np.ndarray, note: str,
           side: int = 240) -> np.ndarray:
    """A square tile around a box, with it (yellow), others found (red) and labels (green)."""
    reach = max(float(box[2] - box[0]) * 1.5, 40.0)
    low = np.array([(box[0] + box[2]) / 2 - reach, (box[1] + box[3]) / 2 - reach], np.float32)
    scale = side / (2 * reach)
    matrix = np.float32([[scale, 0, -low[0] * scale], [0, scale, -low[1] * scale]])
    tile = cv2.warpAffine(pixels, matrix, (side, side), flags=cv2.INTER_AREA)
    for boxes, colour in ((others, RED), (labels, GREEN), (box[None], YELLOW)):
        boxed(tile, (boxes[:, :4] - np.tile(low, 2)) * scale, colour)
    cv2.putText(tile, note, (3, side - 6), cv2.FONT_HERSHEY_SIMPLEX, 0.38, (255, 255, 255), 1, cv2.LINE_AA)
    return tile


def crops(pictures: list[Picture], settings: dict, banks: Banks, out: Path) -> None:
    """Training crops as the network sees them: boxes green, ignored regions blue."""
    cropper = Cropper(pictures, settings, banks, np.random.default_rng(settings["seed"]))
    tiles = []
    for _ in range(40):
        crop = cropper.draw(640, 384)
        tiles.append(boxed(boxed(crop.pixels, crop.ignored, BLUE), crop.boxes, GREEN))
    save(tiles, out / "crops.png")
