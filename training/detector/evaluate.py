"""Measures a trained detector, and shows what it gets wrong."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import torch

from . import measure, sheets
from .infer import detect, suppress
from .measure import WRONG, Result
from .net import Detector
from .pictures import Picture, read_set, read_sets, split, without_close_ups


def load(settings: dict, out: Path) -> Detector:
    """The averaged network of the last checkpoint."""
    detector = Detector(**settings["model"]).to(memory_format=torch.channels_last)
    state = torch.load(out / "last.pt", map_location="cpu")
    detector.load_state_dict(state["average"])
    print(f"checkpoint of step {state['step']}")
    return detector.eval()


def run(detector: Detector, pictures: list[Picture], told: dict) -> dict[str, list[Result]]:
    """Results by way of looking: each long side alone, and all of them merged."""
    ways: dict[str, list[Result]] = {str(side): [] for side in told["sides"]}
    ways["merged"] = []
    for picture in pictures:
        pixels = picture.pixels if picture.pixels is not None else picture.read()
        found = [detect(detector, pixels, side, told["nms"]) for side in told["sides"]]
        for side, boxes in zip(told["sides"], found):
            ways[str(side)].append(measure.judge(picture, boxes, told["iou"]))
        merged = suppress(np.concatenate(found), told["nms"])
        ways["merged"].append(measure.judge(picture, merged, told["iou"]))
    return ways


def table(name: str, ways: dict[str, list[Result]], threshold: float, told: dict) -> None:
    """Prints recall and precision, in percent, at the thresholds of the settings."""
    labels = sum(len(r.label_scores) for r in next(iter(ways.values())))
    print(f"\n{name}: {len(ways['merged'])} pictures, {labels} plates")
    print("          AP   " + "  ".join(f"{t:9.2f}" for t in told["thresholds"]) + f"  chosen {threshold:.2f}")
    for way, results in ways.items():
        cells = [measure.rates(results, t) for t in [*told["thresholds"], threshold]]
        text = "  ".join(f"{100 * r:4.1f}/{100 * p:4.1f}" for r, p in cells)
        print(f"  {way:>6} {100 * measure.average_precision(results):5.1f}  {text}", flush=True)


def errors(name: str, way: str, results: list[Result], threshold: float, out: Path) -> None:
    """Writes sheets of missed plates and of false boxes, surest first, and a list of the latter.

    The list is in the form of an ignore list, with a column for the tile on the sheets.
    """
    missed: list[tuple[float, np.ndarray]] = []
    false: list[tuple[float, np.ndarray, list]] = []
    for result in results:
        picture, kept = result.picture, result.found[result.found[:, 4] >= threshold]
        wrong = result.found[(result.found[:, 4] >= threshold) & (result.verdicts == WRONG)]
        lost = np.flatnonzero(result.label_scores < threshold)
        if not len(wrong) and not len(lost):
            continue
        pixels = picture.pixels if picture.pixels is not None else picture.read()
        for box in wrong:
            left, top, right, bottom, score = (round(float(v), 3) for v in box)
            row = [picture.name, *(round(v, 1) for v in (left, top, right - left, bottom - top)), score]
            note = f"{score:.2f} {picture.name[-22:]}"
            false.append((-score, sheets.around(pixels, box, kept, picture.boxes, note), row))
        for number in lost:
            box, score = picture.boxes[number], float(result.label_scores[number])
            note = f"{score:.2f} {picture.name[-22:]}"
            missed.append((score, sheets.around(pixels, box, kept, picture.boxes, note)))
    false.sort(key=lambda entry: entry[0])
    missed.sort(key=lambda entry: entry[0])
    sheets.save([tile for _, tile in missed], out / f"{name}-{way}-missed.png")
    sheets.save([tile for _, tile, _ in false], out / f"{name}-{way}-false.png")
    with (out / f"{name}-{way}-false.csv").open("w", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(["image", "x", "y", "w", "h", "score", "tile"])
        writer.writerows([*row, number] for number, (_, _, row) in enumerate(false))
    print(f"  {name} {way}: {len(missed)} missed, {len(false)} false at {threshold:.2f}")


def evaluate(data: Path | None, sets: list[Path], ignore: list[Path], settings: dict, out: Path,
             threshold: float | None, of_training: bool) -> None:
    """Measures on the validation pictures, then on the sets, at a threshold chosen on the former.

    :param ignore: CSV files of regions of the sets' pictures where boxes are neither right nor wrong
    """
    told, detector, errors_out = settings["evaluate"], load(settings, out), out / "errors"
    chosen, named = threshold, []
    if data:
        labelled = read_sets(data, settings["data"]["ignore"])
        kept, held_out = split(labelled, settings["data"]["val_fraction"])
        named.append(("training", kept) if of_training else ("val", held_out))
    named += [(directory.name, read_set(directory / "labels.csv", ignore)) for directory in sets]
    for name, pictures in named:
        ways = run(detector, without_close_ups(pictures, told["close_up"]), told)
        if chosen is None:
            first = ways[str(told["sides"][0])]
            among = [round(t, 2) for t in np.arange(0.2, 0.81, 0.02)]
            chosen = measure.best_threshold(first, among)
        table(name, ways, chosen, told)
        for way, results in ways.items():
            errors(name, way, results, chosen, errors_out)
