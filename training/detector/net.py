"""The network: plain convolutions, a head at each of the strides 8, 16 and 32.

Plain 3x3 convolutions because CPUs run them best. Features of stride 64 see the
whole of a plate that fills the picture; each head gets those of its own stride and
the coarser ones added (Lin et al., Feature Pyramid Networks, arXiv 1612.03144).
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

STRIDES = (8, 16, 32)
"""Pixels of the input per cell of each head's grid."""

STEP = 64
"""Both sides of the input must be multiples of this."""


class Conv(nn.Module):
    """Convolution, batch norm, ReLU; with a shortcut where shapes allow."""

    def __init__(self, inputs: int, outputs: int, stride: int = 1, kernel: int = 3, shortcut: bool = False):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False)
        self.norm: nn.Module = nn.BatchNorm2d(outputs)
        self.shortcut = shortcut and inputs == outputs and stride == 1

    def forward(self, x: Tensor) -> Tensor:
        y = self.norm(self.conv(x))
        return torch.relu_(y + x if self.shortcut else y)

    def fold(self) -> None:
        """Moves the batch norm into the convolution; only for a network that is no longer trained."""
        if not isinstance(self.norm, nn.BatchNorm2d):
            return
        scale = self.norm.weight / torch.sqrt(self.norm.running_var + self.norm.eps)
        old = self.conv
        new = nn.Conv2d(old.in_channels, old.out_channels, old.kernel_size, old.stride, old.padding)
        with torch.no_grad():
            new.weight.copy_(old.weight * scale[:, None, None, None])
            new.bias.copy_(self.norm.bias - self.norm.running_mean * scale)
        self.conv, self.norm = new, nn.Identity()


def stage(inputs: int, outputs: int, count: int) -> nn.Sequential:
    """Halves the sides, then ``count - 1`` convolutions with shortcuts."""
    first = Conv(inputs, outputs, stride=2)
    return nn.Sequential(first, *(Conv(outputs, outputs, shortcut=True) for _ in range(count - 1)))


class Detector(nn.Module):
    """``[B, 3, H, W]`` RGB in 0..1 to a raw map ``[B, 5, H / s, W / s]`` for each stride s.

    Channel 0 is the logit of "a plate's middle"; 1..4 are logarithms of the
    distances left, top, right, bottom from the cell's centre, in strides.
    """

    def __init__(self, channels: list[int], blocks: list[int], head: int):
        super().__init__()
        c2, c4, c8, c16, c32, c64 = channels
        self.stem = nn.Sequential(Conv(3, c2, stride=2), Conv(c2, c4, stride=2))
        self.stage8 = stage(c4, c8, blocks[0])
        self.stage16 = stage(c8, c16, blocks[1])
        self.stage32 = stage(c16, c32, blocks[2])
        self.stage64 = stage(c32, c64, blocks[3])
        self.side8 = Conv(c8, head, kernel=1)
        self.side16 = Conv(c16, head, kernel=1)
        self.side32 = Conv(c32, head, kernel=1)
        self.side64 = Conv(c64, head, kernel=1)
        self.up = nn.Upsample(scale_factor=2.0, mode="nearest")
        self.join = Conv(head, head)
        self.join16 = Conv(head, head)
        self.join32 = Conv(head, head)
        self.out = begun(nn.Conv2d(head, 5, 1))
        self.out16 = begun(nn.Conv2d(head, 5, 1))
        self.out32 = begun(nn.Conv2d(head, 5, 1))

    def forward(self, images: Tensor) -> list[Tensor]:
        fine = self.stage8(self.stem(images))
        middle = self.stage16(fine)
        coarse = self.stage32(middle)
        low = self.side32(coarse) + self.up(self.side64(self.stage64(coarse)))
        middle = self.side16(middle) + self.up(low)
        high = self.side8(fine) + self.up(middle)
        return [self.out(self.join(high)), self.out16(self.join16(middle)), self.out32(self.join32(low))]

    def adopt(self) -> None:
        """Has the parts of strides 16 and 32 begin as copies of those of stride 8, and stride 64 as silent."""
        for new in (self.join16, self.join32):
            new.load_state_dict(self.join.state_dict())
        for new in (self.out16, self.out32):
            new.load_state_dict(self.out.state_dict())
        # A norm's scale of 0 would stop its gradient; a hundredth is as good as nothing at first.
        nn.init.constant_(self.side64.norm.weight, 0.01)

    def fold(self) -> "Detector":
        for module in self.modules():
            if isinstance(module, Conv):
                module.fold()
        return self


def begun(out: nn.Conv2d) -> nn.Conv2d:
    """A head that begins with what is usual: plates are rare, and some 8 by 2.6 cells large."""
    nn.init.normal_(out.weight, std=0.01)
    with torch.no_grad():
        out.bias.copy_(torch.tensor([-5.0, math.log(4), math.log(1.3), math.log(4), math.log(1.3)]))
    return out


def centres(raw: Tensor, stride: int) -> tuple[Tensor, Tensor]:
    """Pixel positions of the cells' centres, x ``[1, 1, W']`` and y ``[1, H', 1]``.

    Cumulative sums of ones rather than ``arange`` of a shape: they stay true
    for any size when the graph is exported.
    """
    ones = torch.ones_like(raw[:1, 0])
    x = (ones.cumsum(2) - 0.5) * stride
    y = (ones.cumsum(1) - 0.5) * stride
    return x, y


def edges(raw: Tensor, stride: int) -> Tensor:
    """Boxes of a raw map: ``[B, 4, H', W']`` left, top, right, bottom in input pixels."""
    x, y = centres(raw, stride)
    reach = torch.exp(torch.clamp(raw[:, 1:5], -4.0, 5.0)) * stride
    return torch.stack((x - reach[:, 0], y - reach[:, 1], x + reach[:, 2], y + reach[:, 3]), 1)


class YoloRaw(nn.Module):
    """The detector with YOLOv8's raw output: ``[B, 5, N]`` of centre x, centre y, width, height, score."""

    def __init__(self, detector: Detector):
        super().__init__()
        self.detector = detector

    def forward(self, images: Tensor) -> Tensor:
        return torch.cat([rows(raw, stride) for raw, stride in zip(self.detector(images), STRIDES)], 2)


def rows(raw: Tensor, stride: int) -> Tensor:
    """A raw map as ``[B, 5, H' * W']`` of centre x, centre y, width, height in input pixels, and score."""
    left, top, right, bottom = edges(raw, stride).unbind(1)
    score = torch.sigmoid(raw[:, 0])
    return torch.stack(((left + right) / 2, (top + bottom) / 2, right - left, bottom - top, score), 1).flatten(2)


def cost(detector: Detector, width: int, height: int) -> tuple[int, float]:
    """Parameters, and GFLOPs (twice the multiply-adds of the convolutions) for one picture."""
    total = 0.0

    def count(module: nn.Conv2d, _: object, output: Tensor) -> None:
        nonlocal total
        total += 2.0 * output.numel() * module.weight[0].numel()

    hooks = [m.register_forward_hook(count) for m in detector.modules() if isinstance(m, nn.Conv2d)]
    training = detector.training
    with torch.no_grad():
        detector.eval()(torch.zeros(1, 3, height, width))
    detector.train(training)
    for hook in hooks:
        hook.remove()
    return sum(p.numel() for p in detector.parameters()), total / 1e9
