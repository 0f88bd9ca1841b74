"""Command line of the licence-plate detector's training.

Examples, from the root of the repository:

  python3 -m training.detector train --data DIR --fonts FONTS
  python3 -m training.detector evaluate --data DIR --set SETS/eu-dev SETS/us-dev
  python3 -m training.detector export --picture car.jpg
  python3 -m training.detector quantise --data DIR --model plate-detector.onnx
  python3 -m training.detector crops --data DIR --fonts FONTS

DIR holds boxes.csv, boxes-2.csv and so on (image,source,x,y,w,h in pixels; no
box: no plate) and images/; beside it read/ and designs/ as for the reader. A set is a directory with labels.csv (image,x,y,w,h) and images/.
Train again to go on from the last checkpoint; remove it to begin anew.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import cv2
import numpy as np
import torch
import yaml

HERE = Path(__file__).resolve().parent


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python3 -m training.detector", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--config", type=Path, default=HERE.parent / "detector.yaml", help="settings (YAML)")
    common.add_argument("--out", type=Path, default=HERE.parent / "out" / "detector", help="where results go")
    commands = parser.add_subparsers(dest="command", required=True)

    def command(name: str, what: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=what, description=what, parents=[common])

    training = command("train", "train, or go on training")
    training.add_argument("--data", type=Path, required=True)
    training.add_argument("--start", type=Path, help="an exported net to begin with where there is no checkpoint yet")
    training.add_argument("--minutes", type=float, default=0, help="stop after so long; 0: no limit")
    measuring = command("evaluate", "recall and precision on the validation pictures and on sets of pictures")
    measuring.add_argument("--data", type=Path, help="training data: its validation pictures choose the threshold")
    measuring.add_argument("--set", type=Path, nargs="*", default=[], help="directories with labels.csv and images/")
    measuring.add_argument("--ignore", type=Path, nargs="*", default=[],
                           help="CSV files (image,x,y,w,h) of the sets' plates that have no label")
    measuring.add_argument("--threshold", type=float, help="instead of the one chosen on validation pictures")
    measuring.add_argument("--of-training", action="store_true",
                           help="the training pictures instead of validation ones: shows plates without a label")
    exporting = command("export", "write ONNX files with YOLOv8's raw output")
    exporting.add_argument("--picture", type=Path, help="also write this picture's outputs, for checks elsewhere")
    rounding = command("quantise", "write an ONNX file of whole numbers, for frames of a video")
    rounding.add_argument("--data", type=Path, required=True, help="pictures of it tell how far numbers reach")
    rounding.add_argument("--model", type=Path, required=True, help="ONNX file that export wrote")
    looking = command("crops", "draw a sheet of training crops with their boxes")
    looking.add_argument("--data", type=Path, required=True)
    for one in (training, looking):
        one.add_argument("--fonts", type=Path, required=True, help="what training/render/fetch brought")
    return parser.parse_args()


def main() -> None:
    told = arguments()
    settings = yaml.safe_load(told.config.read_text())
    settings["data"]["ignore"] = [told.config.parent / name for name in settings["data"]["ignore"]]
    torch.set_num_threads(settings["threads"])
    cv2.setNumThreads(settings["threads"])
    from . import evaluate, export, pictures, sheets, train
    from .crops import Banks

    np.finfo(np.float32), np.finfo(np.float64)  # ask before subnormals are off: it warns after
    # Subnormal numbers, which averages and moments decay into, are many times slower.
    torch.set_flush_denormal(True)
    if told.command == "evaluate":
        evaluate.evaluate(told.data, told.set, told.ignore, settings, told.out, told.threshold, told.of_training)
    elif told.command == "export":
        export.export(settings, told.out, told.picture)
    elif told.command == "quantise":
        export.quantised(told.model, told.data / "boxes.csv", told.out / "plates-whole.onnx")
    else:
        all_pictures = pictures.read_sets(told.data, settings["data"]["ignore"])
        banks = Banks(told.fonts, told.data.parent / "designs", told.data.parent / "read")
        for picture in all_pictures:
            picture.pixels = picture.read(settings["data"]["long_side_max"])
            pictures.ignore_flat(picture)
        parts = pictures.split(all_pictures, settings["data"]["val_fraction"])
        if told.command == "crops":
            sheets.crops(parts[0], settings, banks, told.out)
        else:
            train.train(*parts, settings, banks, told.out, told.minutes, told.start)


if __name__ == "__main__":
    main()
