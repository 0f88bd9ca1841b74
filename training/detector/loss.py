"""What the head should say, and how far off it is."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from .net import STRIDES, centres, edges


SIZES = ((0.0, 110.0), (80.0, 240.0), (190.0, float("inf")))
"""Sizes of plates that each stride's head is taught, pixels; where two overlap both are, and the better fit wins."""

OBLONG = 2.1
"""Times the root of a plate's area is its size: about the width of a plate of one row."""


def giou(a: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    """IoU and generalised IoU of boxes ``[N, 4]`` (left, top, right, bottom), pair by pair."""
    low, high = torch.maximum(a[:, :2], b[:, :2]), torch.minimum(a[:, 2:], b[:, 2:])
    inter = (high - low).clamp(min=0).prod(1)
    union = (a[:, 2:] - a[:, :2]).prod(1) + (b[:, 2:] - b[:, :2]).prod(1) - inter
    hull = (torch.maximum(a[:, 2:], b[:, 2:]) - torch.minimum(a[:, :2], b[:, :2])).prod(1)
    iou = inter / union.clamp(min=1e-6)
    return iou, iou - (hull - union) / hull.clamp(min=1e-6)


def assign(x: Tensor, y: Tensor, boxes: Tensor, ignored: Tensor, stride: int) -> tuple[Tensor, Tensor]:
    """Gives each cell of one picture its box.

    Cells around a box's middle are positive. The rest of its inner half is
    left out of the loss: such a cell is nearly as good a place for a box.
    So are all cells within boxes whose size is another head's by a little.

    :param x: ``[1, W']`` pixels, :param y: ``[H', 1]`` pixels
    :param boxes: ``[N, 4]`` edges in pixels, :param ignored: ``[M, 4]`` likewise
    :return: ``[H', W']`` the box's number or -1; ``[H', W']`` whether the cell counts
    """
    owner = torch.full((y.shape[0], x.shape[1]), -1, dtype=torch.long)
    counts = torch.ones_like(owner, dtype=torch.bool)
    for left, top, right, bottom in ignored.tolist():
        counts &= ~((x > left) & (x < right) & (y > top) & (y < bottom))
    # Smaller boxes last, so that they win.
    least, most = SIZES[STRIDES.index(stride)]
    for number in torch.argsort(-(boxes[:, 2] - boxes[:, 0])).tolist():
        left, top, right, bottom = boxes[number].tolist()
        width, height = right - left, bottom - top
        dx, dy = (x - (left + right) / 2).abs(), (y - (top + bottom) / 2).abs()
        inner = (dx < 0.3 * width) & (dy < 0.35 * height)
        size = OBLONG * max(width * height, 0.0) ** 0.5
        if not least <= size < most:
            if least * 0.75 <= size < most * 1.33:
                counts &= ~inner
            continue
        reach_x = min(max(0.22 * width, 0.7 * stride), 2.0 * stride)
        reach_y = min(max(0.25 * height, 0.7 * stride), 1.5 * stride)
        middle = (dx <= reach_x) & (dy <= reach_y)
        counts = (counts & ~inner) | middle
        owner[middle] = number
    return owner, counts


def loss(raws: list[Tensor], boxes: list[Tensor], ignored: list[Tensor], box_weight: float) -> tuple[Tensor, float, float]:
    """Quality focal loss on the score, generalised IoU on the boxes, over all heads.

    :param raws: ``[B, 5, H', W']`` for each stride
    :param boxes: for each picture ``[N, 4]`` edges in pixels; ``ignored`` likewise
    :return: the loss; its score part; its box part
    """
    parts = [_parts(raw, stride, boxes, ignored) for raw, stride in zip(raws, STRIDES)]
    score, targets, box, quality = (sum(part[i] for part in parts) for i in range(4))
    score_part = score / targets.clamp(min=float(len(boxes)))
    box_part = box / quality.clamp(min=1e-6)
    return score_part + box_weight * box_part, float(score_part), float(box_part)


def _parts(raw: Tensor, stride: int, boxes: list[Tensor], ignored: list[Tensor]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Sums of one head: its score's loss, its targets, its boxes' loss, the quality that weighs them."""
    x, y = centres(raw, stride)
    predicted = edges(raw, stride).permute(0, 2, 3, 1)
    pairs = [assign(x[0, :1], y[0, :, :1], b, i, stride) for b, i in zip(boxes, ignored)]
    owner, counts = torch.stack([p[0] for p in pairs]), torch.stack([p[1] for p in pairs])
    positive = owner >= 0
    target = torch.zeros_like(raw[:, 0])
    box, weight = raw.sum() * 0, raw.sum() * 0
    if positive.any():
        wanted = torch.cat([b[o[o >= 0]] for b, o in zip(boxes, owner) if (o >= 0).any()])
        iou, general = giou(predicted[positive], wanted)
        # Half the score for being on a plate at all: small plates never fit
        # well, and must not be drowned by large ones.
        quality = 0.5 + 0.5 * iou.detach().clamp(0, 1)
        target[positive] = quality
        box, weight = ((1 - general) * quality).sum(), quality.sum()
    score = torch.sigmoid(raw[:, 0])
    focal = F.binary_cross_entropy_with_logits(raw[:, 0], target, reduction="none")
    focal = focal * (score.detach() - target).abs().pow(2.0)
    return (focal * counts).sum(), target.sum(), box, weight
