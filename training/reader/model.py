"""The plate reader's network: a picture in, ten characters and a region out.

A small convolutional map keeps where things are (stride 8 down, 4 across), two encoder layers on a
coarser grid tell every place what stands left of and above it, and ten slots each look at the map
for "their" character. The places a slot looks at are a plain softmax over the two-dimensional map,
so that a second row is nothing special.

Shapes: B pictures, C channels, H x W places of the map (8 x 40), S slots.
"""
from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""Characters in the order of the classes; the class after the last is the empty slot."""

PAD = "_"
"""How the empty slot is written in a model's alphabet."""

EMPTY = len(ALPHABET)
SLOTS = 10
REGIONS = ("unknown", "us", "eu", "br")
HEIGHT, WIDTH = 64, 160
ROWS, COLUMNS = HEIGHT // 8, WIDTH // 4


@dataclass(frozen=True)
class Reading:
    """What the network says of B pictures, all as logits.

    slots: [B, S, 37]; region: [B, R]; places: [B, S, H * W], where each slot looks, before softmax.
    """

    slots: Tensor
    region: Tensor
    places: Tensor


def convolution(inputs: int, outputs: int, kernel: int = 3, stride=1) -> nn.Sequential:
    """Convolution, batch norm, ReLU."""
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
    )


class Residual(nn.Module):
    """Two convolutions around which the picture also passes unchanged."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.first = convolution(channels, channels)
        self.second = nn.Sequential(
            nn.Conv2d(channels, channels, 3, 1, 1, bias=False), nn.BatchNorm2d(channels)
        )

    def forward(self, x: Tensor) -> Tensor:
        return torch.relu(x + self.second(self.first(x)))


class Encoder(nn.Module):
    """One pre-norm transformer layer over N tokens, written out so that every exporter knows it."""

    def __init__(self, channels: int, heads: int, wide: int) -> None:
        super().__init__()
        self.heads = heads
        self.scale = (channels // heads) ** -0.5
        self.norm1, self.norm2 = nn.LayerNorm(channels), nn.LayerNorm(channels)
        self.qkv = nn.Linear(channels, 3 * channels)
        self.out = nn.Linear(channels, channels)
        self.feed = nn.Sequential(
            nn.Linear(channels, wide), nn.ReLU(inplace=True), nn.Linear(wide, channels)
        )

    def rest(self) -> None:
        """Has it pass its tokens unchanged, until training finds a use for it."""
        for last in (self.out, self.feed[-1]):
            nn.init.zeros_(last.weight)
            nn.init.zeros_(last.bias)

    def forward(self, x: Tensor) -> Tensor:
        b, n, c = x.shape
        qkv = self.qkv(self.norm1(x)).reshape(b, n, 3, self.heads, c // self.heads)
        q, k, v = qkv.permute(2, 0, 3, 1, 4).unbind(0)
        weights = torch.softmax(q @ k.transpose(2, 3) * self.scale, dim=-1)
        x = x + self.out((weights @ v).transpose(1, 2).reshape(b, n, c))
        return x + self.feed(self.norm2(x))


class PlateReader(nn.Module):
    """See the module's text. Input: [B, 3, 64, 160], RGB, 0 to 1."""

    def __init__(self, narrow: int = 32, wide: int = 64, deep: int = 128, layers: int = 2) -> None:
        super().__init__()
        self.near = nn.Sequential(
            convolution(3, narrow // 2, stride=2),
            convolution(narrow // 2, narrow, stride=2),
            Residual(narrow),
            convolution(narrow, wide, stride=(2, 1)),
            Residual(wide),
        )
        self.coarse = convolution(wide, deep, stride=2)
        tokens = (ROWS // 2) * (COLUMNS // 2)
        self.where = nn.Parameter(torch.randn(1, tokens, deep) * 0.02)
        self.encoders = nn.Sequential(*(Encoder(deep, 4, 2 * deep) for _ in range(layers)))
        self.fine = convolution(wide, deep, kernel=1)
        self.join = convolution(deep, deep, kernel=1)
        self.place = nn.Conv2d(deep, SLOTS, 1)
        self.letter = nn.Sequential(
            nn.Linear(2 * deep, 2 * deep), nn.ReLU(inplace=True), nn.Dropout(0.1),
            nn.Linear(2 * deep, EMPTY + 1),
        )
        self.slot = nn.Parameter(torch.zeros(1, SLOTS, EMPTY + 1))
        self.region = nn.Linear(deep, len(REGIONS))

    def adopt(self, weights: dict[str, Tensor]) -> None:
        """Takes the weights of a net with as many encoders or fewer, and says what that net said."""
        answer = self.load_state_dict(weights, strict=False)
        lacking = {name.split(".")[1] for name in answer.missing_keys if name.startswith("encoders.")}
        others = [name for name in answer.missing_keys if not name.startswith("encoders.")]
        if others or answer.unexpected_keys:
            raise SystemExit(f"these weights are of another net: {others + answer.unexpected_keys}")
        for index in lacking:
            self.encoders[int(index)].rest()

    def forward(self, picture: Tensor) -> Reading:
        near = self.near(picture * 4 - 2)
        b = near.shape[0]
        far = self.coarse(near)
        tokens = self.encoders(far.flatten(2).transpose(1, 2) + self.where)
        grid = tokens.transpose(1, 2).reshape(b, -1, ROWS // 2, COLUMNS // 2)
        wide = nn.functional.interpolate(grid, scale_factor=2.0, mode="nearest")
        map_ = self.join(self.fine(near) + wide)
        places = self.place(map_).flatten(2)
        look = torch.softmax(places, dim=-1)
        local = look @ map_.flatten(2).transpose(1, 2)
        half = look.reshape(b, SLOTS, ROWS // 2, 2, COLUMNS // 2, 2).sum(dim=(3, 5))
        context = half.flatten(2) @ tokens
        slots = self.letter(torch.cat([local, context], dim=2)) + self.slot
        return Reading(slots, self.region(tokens.mean(dim=1)), places)
