"""Things put into crops: plates where none were, and writing that is no plate."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from matplotlib import font_manager
from PIL import Image, ImageDraw, ImageFont

from ..render import camera, faces
from ..render import designs as plates
from .pictures import Picture

LISTING = Path(__file__).parent.parent / "render/fonts.yaml"

CROP_MARGIN = 0.07
"""Of the plate's width and height, around the plates that the reader learns from."""

WORDS = (
    "TAXI POLICE SERVICE AUTO SALE HOTEL PARKING STOP BUS SCHOOL TURBO DIESEL HYBRID SPORT "
    "quattro 4MATIC CRUZE Camry COROLLA DACIA LOGAN FORD Transit www.auto-rent.com CAM1 REC "
    "Speed km/h GPS Max NO ENTRY Rent a car TIR LONG VEHICLE Ambulance delivery MARKET OPEN "
    "EXIT Strada B-dul Unirii CENTRU pizza 24h Super Express LOGISTICS security"
).split()


def words(rng: np.random.Generator) -> str:
    """A telephone number, a time stamp, a few words, a sum of money or a model's name."""
    digits = "".join(map(str, rng.integers(0, 10, 14)))
    kind = int(rng.integers(6))
    if kind == 0:
        return f"Tel: {digits[:4]} {digits[4:7]} {digits[7:10]}"
    if kind == 1:
        return f"20{digits[:2]}-{digits[2:4]}-{digits[4:6]} {digits[6:8]}:{digits[8:10]}:{digits[10:12]}"
    if kind == 2:
        return f"{digits[:1]}.{digits[1:3]}0 EUR/kg"
    return " ".join(rng.choice(WORDS, int(rng.integers(1, 5))))


def sign(fonts: list[str], rng: np.random.Generator) -> np.ndarray:
    """Writing as ``[H, W, 4]`` RGBA bytes, some on a board of several lines, some on nothing."""
    lines = [words(rng) for _ in range(int(rng.choice([1, 2, 3, 4], p=[0.5, 0.2, 0.2, 0.1])))]
    font = ImageFont.truetype(fonts[int(rng.integers(len(fonts)))], int(rng.integers(18, 40)))
    text = "\n".join(lines)
    left, top, right, bottom = ImageDraw.Draw(Image.new("L", (1, 1))).multiline_textbbox((0, 0), text, font=font)
    margin = int(rng.integers(2, 14))
    # One short line on a board would be a plate in all but name: leave its board out.
    board = len(lines) > 1 or (len(text) > 16 and rng.random() < 0.5)
    ink = tuple(int(v) for v in rng.choice([0, 30, 200, 255], 3)) if rng.random() < 0.4 else (
        (255, 255, 255) if rng.random() < 0.6 else (0, 0, 0))
    paper = tuple(int(v) for v in rng.integers(0, 256, 3)) if rng.random() < 0.6 else (255, 255, 255)
    if board and sum(abs(a - b) for a, b in zip(ink, paper)) < 200:
        ink = tuple(255 - v if abs(v - 128) > 40 else 0 for v in paper)
    image = Image.new("RGBA", (right - left + 2 * margin, bottom - top + 2 * margin), (*paper, 255 if board else 0))
    ImageDraw.Draw(image).multiline_text((margin - left, margin - top), text, font=font, fill=(*ink, 255))
    return np.array(image)


def bars(rng: np.random.Generator) -> np.ndarray:
    """A gate, grille or drain: even bars, framed or not, as ``[H, W, 4]`` RGBA bytes."""
    height, width = (int(v) for v in rng.integers((24, 60), (160, 240)))
    step = int(rng.integers(5, 22))
    thick = max(1, int(step * rng.uniform(0.15, 0.6)))
    image = np.zeros((height, width, 4), np.uint8)
    ink = np.clip(rng.choice([20, 60, 150, 235]) + rng.integers(-20, 20, 3), 0, 255)
    if rng.random() < 0.4:  # else what lies behind is seen between the bars
        image[...] = (*np.clip(rng.choice([10, 100, 180]) + rng.integers(-10, 10, 3), 0, 255), 255)
    across = image if rng.random() < 0.75 else image.transpose(1, 0, 2)
    for x in range(int(rng.integers(step)), across.shape[1], step):
        across[:, x : x + thick] = (*ink, 255)
    if rng.random() < 0.7:
        cv2.rectangle(image, (0, 0), (width - 1, height - 1), (*ink.tolist(), 255), thick + int(rng.integers(1, 4)))
    return image


def sign_bank(count: int, rng: np.random.Generator) -> list[np.ndarray]:
    """Things that are no plates: three signs for each grille."""
    fonts = sorted(f for f in font_manager.findSystemFonts() if "DejaVu" in f or "Liberation" in f)
    if not fonts:
        fonts = [font_manager.findfont("DejaVu Sans")]
    return [sign(fonts, rng) if number % 4 else bars(rng) for number in range(count)]


def plate_bank(pictures: list[Picture], count: int, stretch: dict[str, list[float]],
               rng: np.random.Generator) -> list[np.ndarray]:
    """Plates cut from the training pictures: ``[H, W, 4]`` RGBA bytes.

    :param stretch: by source, how much wider its squeezed plates should be
    """
    bank = []
    for number in rng.permutation(len(pictures)):
        picture = pictures[int(number)]
        for box in picture.boxes:
            left, top, right, bottom = (int(round(v)) for v in box)
            cut = picture.pixels[max(top, 0) : bottom, max(left, 0) : right]
            if cut.shape[1] >= 60 and cut.shape[0] >= 14 and cut.shape[1] < 400:
                wider = float(np.mean(stretch.get(picture.source, [1.0])))
                cut = cv2.resize(cut, None, fx=wider, fy=1.0, interpolation=cv2.INTER_LINEAR)
                bank.append(opaque(cut))
        if len(bank) >= count:
            break
    return bank


def rendered_bank(fonts: Path, designs: Path, count: int, rng: np.random.Generator) -> list[np.ndarray]:
    """Rendered plates ``[H, W, 4]`` RGBA bytes: whose edges are known to the pixel."""
    type_faces = faces.load(fonts, None, LISTING, designs)
    return [opaque(camera.soiled(plates.draw(type_faces, rng).picture, rng)) for _ in range(count)]


def crop_bank(folder: Path, count: int, rng: np.random.Generator) -> list[np.ndarray]:
    """Crops that the reader learns from, ``[H, W, 3]`` RGB bytes with ``CROP_MARGIN`` around the plate; none where they are missing."""
    files = sorted((folder / "images").glob("*.jpg"))
    drawn = [files[int(i)] for i in rng.permutation(len(files))[:count]]
    return [cv2.cvtColor(cv2.imread(str(file)), cv2.COLOR_BGR2RGB) for file in drawn]


def opaque(picture: np.ndarray) -> np.ndarray:
    return np.dstack([picture, np.full(picture.shape[:2], 255, np.uint8)])


def lay(crop: np.ndarray, thing: np.ndarray, width: float, taken: np.ndarray, rng: np.random.Generator,
        inside: bool) -> np.ndarray | None:
    """Lays a thing into a crop, in place, with some perspective; not over what is taken.

    :param width: of the thing in the crop, pixels
    :param taken: ``[N, 4]`` edges that must stay free
    :param inside: whether all of it must be inside the crop
    :return: ``[4]`` its edges, or nothing where no place was found
    """
    side_y, side_x = crop.shape[:2]
    height = width * thing.shape[0] / thing.shape[1] * rng.uniform(0.85, 1.2)
    if height < 4 or (inside and (width > side_x - 4 or height > side_y - 4)):
        return None
    margin = 0.5 if inside else 0.1
    for _ in range(6):
        x = rng.uniform(width * margin, max(side_x - width * margin, width * margin + 1))
        y = rng.uniform(height * margin, max(side_y - height * margin, height * margin + 1))
        corners = seen_from_a_side(width, height, rng) + np.float32([x, y])
        box = np.concatenate([corners.min(0), corners.max(0)])
        if not len(taken) or not overlaps(box, taken).any():
            break
    else:
        return None
    draw(crop, thing, corners, width, rng.uniform(0.6, 1.1))
    return box.astype(np.float32)


def seen_from_a_side(width: float, height: float, rng: np.random.Generator, tilt: float = 4.0) -> np.ndarray:
    """Corners ``[4, 2]`` around 0, 0 of a rectangle that is turned, leans and is nearer at one end; ``tilt`` in degrees."""
    skew = np.deg2rad(rng.normal(0, tilt))
    half = np.array([[-width, -height], [width, -height], [width, height], [-width, height]]) / 2
    half += rng.normal(0, 0.05, (4, 2)) * height
    turn = np.array([[np.cos(skew), np.sin(skew)], [-np.sin(skew), np.cos(skew)]])
    return (half @ turn).astype(np.float32)


def draw(crop: np.ndarray, thing: np.ndarray, corners: np.ndarray, width: float, light: float) -> None:
    """Draws ``[H, W, 4]`` RGBA bytes into a crop, in place, at four corners.

    :param width: of the thing in the crop, pixels; what is larger is shrunk first
    """
    side_y, side_x = crop.shape[:2]
    while thing.shape[1] > 2 * width:
        thing = cv2.resize(thing, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    rows, columns = thing.shape[:2]
    flat = np.array([[0, 0], [columns, 0], [columns, rows], [0, rows]], np.float32)
    warped = cv2.warpPerspective(thing, cv2.getPerspectiveTransform(flat, corners), (side_x, side_y))
    alpha = warped[..., 3:].astype(np.float32) / 255
    crop[:] = np.clip(crop * (1 - alpha) + warped[..., :3] * (alpha * light), 0, 255).astype(np.uint8)


def overlaps(box: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Whether ``[N, 4]`` boxes touch a ``[4]`` box."""
    return ((others[:, 0] < box[2]) & (others[:, 2] > box[0]) & (others[:, 1] < box[3]) & (others[:, 3] > box[1]))
