"""Draws plates, for people to look at: flat as pressed, or as a camera sees them."""
from __future__ import annotations

import argparse
from pathlib import Path

import cv2
import numpy as np

from ..sheet import joined
from . import camera, designs, faces

EXAMPLES = """examples:
  python3 -m training.render --fonts FONTS --out plates.png
  python3 -m training.render --fonts FONTS --glyphs DATA/glyphs --flat --out flat.png --seed 3"""

_COLUMNS, _CELL = 10, (160, 64)


def main() -> None:
    """Parses the command line and writes one picture of many plates."""
    parser = argparse.ArgumentParser("training.render", description=__doc__, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fonts", type=Path, required=True, help="what training/render/fetch brought")
    parser.add_argument("--glyphs", type=Path, help="sheets of real plates' characters")
    parser.add_argument("--designs", type=Path, help="official American plate designs")
    parser.add_argument("--out", type=Path, required=True, help="PNG to write")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--flat", action="store_true", help="as they left the press")
    options = parser.parse_args()
    rng = np.random.default_rng(options.seed)
    type_faces = faces.load(options.fonts, options.glyphs, Path(__file__).parent / "fonts.yaml", options.designs)
    cells = [_cell(type_faces, options.flat, rng) for _ in range(options.count)]
    cv2.imwrite(str(options.out), joined(cells, _COLUMNS))


def _cell(type_faces: faces.Faces, flat: bool, rng: np.random.Generator) -> np.ndarray:
    art = designs.draw(type_faces, rng)
    out = np.full((_CELL[1] + 14, _CELL[0], 3), 40, np.uint8)
    if flat:
        height, width = art.picture.shape[:2]
        scale = min(_CELL[0] / width, _CELL[1] / height)
        picture = cv2.resize(art.picture, (int(width * scale), int(height * scale)), interpolation=cv2.INTER_AREA)
    else:
        picture = camera.shoot(art, _CELL, rng).picture
    out[: picture.shape[0], : picture.shape[1]] = cv2.cvtColor(picture, cv2.COLOR_RGB2BGR)
    label = f"{art.text} {art.region}"
    cv2.putText(out, label, (2, _CELL[1] + 11), cv2.FONT_HERSHEY_SIMPLEX, 0.4, (255, 255, 255), 1)
    return out


main()
