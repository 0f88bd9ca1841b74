"""Recall, precision and average precision of boxes against labels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .infer import iou
from .pictures import Picture

RIGHT, WRONG, IGNORED = 1, 0, -1


@dataclass
class Result:
    """What was found in one picture: ``found`` ``[N, 5]``, and for each whether it is right."""

    picture: Picture
    found: np.ndarray
    verdicts: np.ndarray
    label_scores: np.ndarray
    """For each label the score at which it was found, -1 if never."""


def judge(picture: Picture, found: np.ndarray, iou_min: float) -> Result:
    """Matches boxes, best first, each with the label it fits best that is still free.

    What lies (by half) in an ignored region is neither right nor wrong.
    """
    verdicts = np.full(len(found), WRONG)
    scores = np.full(len(picture.boxes), -1.0)
    table = iou(found[:, :4], picture.boxes)
    for number, box in enumerate(found):
        row = np.where(scores < 0, table[number], 0) if len(scores) else np.zeros(1)
        best = int(row.argmax())
        if len(scores) and row[best] >= iou_min:
            verdicts[number], scores[best] = RIGHT, box[4]
        elif inside(box, picture.ignored):
            verdicts[number] = IGNORED
    return Result(picture, found, verdicts, scores)


def inside(box: np.ndarray, regions: np.ndarray) -> bool:
    if not len(regions):
        return False
    shared = np.minimum(box[2:4], regions[:, 2:]) - np.maximum(box[:2], regions[:, :2])
    area = max(float((box[2:4] - box[:2]).prod()), 1e-6)
    return bool((np.clip(shared, 0, None).prod(1) >= 0.5 * area).any())


def rates(results: list[Result], threshold: float) -> tuple[float, float]:
    """Recall and precision of the boxes with at least this score."""
    labels = np.concatenate([r.label_scores for r in results])
    kept = np.concatenate([r.verdicts[r.found[:, 4] >= threshold] for r in results])
    right, wrong = (kept == RIGHT).sum(), (kept == WRONG).sum()
    return float((labels >= threshold).mean()) if len(labels) else 1.0, float(right / max(right + wrong, 1))


def average_precision(results: list[Result]) -> float:
    """The area below the precision-recall curve, precision made monotonic."""
    scores = np.concatenate([r.found[:, 4] for r in results])
    verdicts = np.concatenate([r.verdicts for r in results])
    order = [i for i in np.argsort(-scores) if verdicts[i] != IGNORED]
    right = np.cumsum(verdicts[order] == RIGHT)
    recall = right / max(sum(len(r.label_scores) for r in results), 1)
    precision = right / np.arange(1, len(order) + 1)
    precision = np.maximum.accumulate(precision[::-1])[::-1]
    return float((np.diff(recall, prepend=0) * precision).sum())


def best_threshold(results: list[Result], among: list[float]) -> float:
    """The threshold with the best F1: what is lost to misses and to false boxes weighs the same."""
    def f1(threshold: float) -> float:
        recall, precision = rates(results, threshold)
        return 2 * recall * precision / max(recall + precision, 1e-6)

    return max(among, key=f1)
