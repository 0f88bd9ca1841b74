"""What the head should say, and how far off it is."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from .net import STRIDE, centres, edges


def giou(a: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    """IoU and generalised IoU of boxes ``[N, 4]`` (left, top, right, bottom), pair by pair."""
    low, high = torch.maximum(a[:, :2], b[:, :2]), torch.minimum(a[:, 2:], b[:, 2:])
    inter = (high - low).clamp(min=0).prod(1)
    union = (a[:, 2:] - a[:, :2]).prod(1) + (b[:, 2:] - b[:, :2]).prod(1) - inter
    hull = (torch.maximum(a[:, 2:], b[:, 2:]) - torch.minimum(a[:, :2], b[:, :2])).prod(1)
    iou = inter / union.clamp(min=1e-6)
    return iou, iou - (hull - union) / hull.clamp(min=1e-6)


def assign(x: Tensor, y: Tensor, boxes: Tensor, ignored: Tensor) -> tuple[Tensor, Tensor]:
    """Gives each cell of one picture its box.

    Cells around a box's middle are positive. The rest of its inner half is
    left out of the loss: such a cell is nearly as good a place for a box.

    :param x: ``[1, W']`` pixels, :param y: ``[H', 1]`` pixels
    :param boxes: ``[N, 4]`` edges in pixels, :param ignored: ``[M, 4]`` likewise
    :return: ``[H', W']`` the box's number or -1; ``[H', W']`` whether the cell counts
    """
    owner = torch.full((y.shape[0], x.shape[1]), -1, dtype=torch.long)
    counts = torch.ones_like(owner, dtype=torch.bool)
    for left, top, right, bottom in ignored.tolist():
        counts &= ~((x > left) & (x < right) & (y > top) & (y < bottom))
    # Smaller boxes last, so that they win.
    for number in torch.argsort(-(boxes[:, 2] - boxes[:, 0])).tolist():
        left, top, right, bottom = boxes[number].tolist()
        width, height = right - left, bottom - top
        dx, dy = (x - (left + right) / 2).abs(), (y - (top + bottom) / 2).abs()
        inner = (dx < 0.3 * width) & (dy < 0.35 * height)
        reach_x = min(max(0.22 * width, 0.7 * STRIDE), 2.0 * STRIDE)
        reach_y = min(max(0.25 * height, 0.7 * STRIDE), 1.5 * STRIDE)
        middle = (dx <= reach_x) & (dy <= reach_y)
        counts = (counts & ~inner) | middle
        owner[middle] = number
    return owner, counts


def loss(raw: Tensor, boxes: list[Tensor], ignored: list[Tensor], box_weight: float) -> tuple[Tensor, float, float]:
    """Quality focal loss on the score, generalised IoU on the boxes.

    :param raw: ``[B, 5, H', W']``
    :param boxes: for each picture ``[N, 4]`` edges in pixels; ``ignored`` likewise
    :return: the loss; its score part; its box part
    """
    x, y = centres(raw)
    predicted = edges(raw).permute(0, 2, 3, 1)
    pairs = [assign(x[0, :1], y[0, :, :1], b, i) for b, i in zip(boxes, ignored)]
    owner, counts = torch.stack([p[0] for p in pairs]), torch.stack([p[1] for p in pairs])
    positive = owner >= 0
    target = torch.zeros_like(raw[:, 0])
    box_part = raw.sum() * 0
    if positive.any():
        wanted = torch.cat([b[o[o >= 0]] for b, o in zip(boxes, owner) if (o >= 0).any()])
        iou, general = giou(predicted[positive], wanted)
        # Half the score for being on a plate at all: small plates never fit
        # well, and must not be drowned by large ones.
        quality = 0.5 + 0.5 * iou.detach().clamp(0, 1)
        target[positive] = quality
        box_part = ((1 - general) * quality).sum() / quality.sum()
    score = torch.sigmoid(raw[:, 0])
    focal = F.binary_cross_entropy_with_logits(raw[:, 0], target, reduction="none")
    focal = focal * (score.detach() - target).abs().pow(2.0)
    score_part = (focal * counts).sum() / target.sum().clamp(min=float(raw.shape[0]))
    return score_part + box_weight * box_part, float(score_part), float(box_part)
