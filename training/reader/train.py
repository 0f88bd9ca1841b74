"""Training of the reader: resumable, in steps of a sample budget, with a curve."""
from __future__ import annotations

import copy
import math
import time
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from ..curve import Curve
from .crops import Crop
from .measure import accuracy
from .model import PlateReader, Reading
from .stream import Batch, Stream


@dataclass(frozen=True)
class Plan:
    """samples: in all; batch: a step; rate: highest learning rate; minutes: stop after, in this run."""

    samples: int
    batch: int
    rate: float
    minutes: float
    look_every: int
    seed: int


def loss(reading: Reading, batch: Batch, smooth: float = 0.02, guide: float = 0.15) -> Tensor:
    """Likelihood of an allowed character in each slot, of the region, and of where slots look.

    smooth: share of probability that any other character may keep; guide: weight of the places.
    """
    log = torch.log_softmax(reading.slots, dim=2)
    right = torch.logsumexp(log.masked_fill(~batch.allowed, -1e4), dim=2)
    text = -((1 - smooth) * right + smooth * log.mean(dim=2)).mean()
    known = batch.region >= 0
    region = nn.functional.cross_entropy(reading.region[known], batch.region[known]) if known.any() else 0.0
    marked = batch.places.sum(dim=2) > 0
    where = -(batch.places * torch.log_softmax(reading.places, dim=2)).sum(dim=2)
    return text + 0.05 * region + guide * where[marked].mean() if marked.any() else text + 0.05 * region


class Trainer:
    """The state of a run: network, its running mean, optimiser, samples seen."""

    def __init__(self, model: PlateReader, plan: Plan, device: str, folder: Path) -> None:
        self.plan, self.device, self.folder = plan, device, folder
        self.model = model.to(device, memory_format=torch.channels_last)
        self.mean = copy.deepcopy(self.model).eval()
        decayed = [p for p in model.parameters() if p.dim() > 1]
        others = [p for p in model.parameters() if p.dim() <= 1]
        groups = [{"params": decayed, "weight_decay": 0.02}, {"params": others, "weight_decay": 0.0}]
        self.optimiser = torch.optim.AdamW(groups, lr=plan.rate)
        self.seen = 0
        self.curve = Curve(folder / "curve.csv")

    def resume(self) -> None:
        """Goes on from the folder's checkpoint where there is one."""
        file = self.folder / "checkpoint.pt"
        if file.exists():
            state = torch.load(file, map_location=self.device)
            self.model.load_state_dict(state["model"])
            self.mean.load_state_dict(state["mean"])
            self.optimiser.load_state_dict(state["optimiser"])
            self.seen = state["seen"]
            print(f"resumed at {self.seen} samples")

    def start_from(self, file: Path) -> None:
        """Weights of another run, nothing else of it."""
        state = torch.load(file, map_location=self.device)
        self.model.adopt(state["mean"])
        self.mean.adopt(state["mean"])

    def go_on_from(self, state: dict) -> None:
        """Weights and the optimiser's moments of an earlier training, for a schedule of its own."""
        self.model.load_state_dict(state["model"])
        self.mean.load_state_dict(state["mean"])
        self.optimiser.load_state_dict(state["optimiser"])

    def save(self) -> None:
        """Writes the checkpoint whole or not at all."""
        state = {"model": self.model.state_dict(), "mean": self.mean.state_dict(), "optimiser": self.optimiser.state_dict(), "seen": self.seen}
        partial = self.folder / "checkpoint.part"
        torch.save(state, partial)
        partial.replace(self.folder / "checkpoint.pt")

    def run(self, stream: Stream, tests: dict[str, list[Crop]]) -> None:
        """Trains until the samples or the minutes are used up."""
        began, shown, total, steps = time.time(), self.seen, 0.0, 0
        while self.seen < self.plan.samples and time.time() - began < 60 * self.plan.minutes:
            total += self._step(stream.batch(self.plan.batch))
            steps += 1
            if self.seen - shown >= self.plan.look_every or self.seen >= self.plan.samples:
                rate = (self.seen - shown) / (time.time() - began)
                self._look(total / steps, tests, began)
                shown, total, steps = self.seen, 0.0, 0
        if steps:
            self._look(total / steps, tests, began)

    def _step(self, batch: Batch) -> float:
        for group in self.optimiser.param_groups:
            group["lr"] = self._rate()
        self.model.train()
        pictures = batch.pictures.to(self.device, memory_format=torch.channels_last)
        moved = Batch(pictures, batch.allowed.to(self.device), batch.region.to(self.device), batch.places.to(self.device))
        value = loss(self.model(moved.pictures), moved)
        self.optimiser.zero_grad(set_to_none=True)
        value.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 2.0)
        self.optimiser.step()
        self.seen += len(pictures)
        self._average()
        return float(value.detach())

    def _rate(self) -> float:
        """Up over the first 2 %, then down as a cosine to a fiftieth."""
        share = self.seen / self.plan.samples
        warm = min(1.0, share / 0.02 + 0.02)
        return self.plan.rate * warm * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(1.0, share))))

    def _average(self) -> None:
        keep = min(0.999, 1 - 1 / (2 + self.seen / self.plan.batch / 10))
        with torch.no_grad():
            for mean, now in zip(self.mean.state_dict().values(), self.model.state_dict().values()):
                if mean.dtype.is_floating_point:
                    mean.lerp_(now, 1 - keep)
                else:
                    mean.copy_(now)

    def _look(self, value: float, tests: dict[str, list[Crop]], began: float) -> None:
        figures = {"loss": value} | {name: accuracy(self.mean, crops, self.device) for name, crops in tests.items()}
        self.curve.add(self.seen, figures)
        self.save()
        shown = "  ".join(f"{name} {figure:.3f}" for name, figure in figures.items())
        print(f"{self.seen:>9} samples  {(time.time() - began) / 60:6.1f} min  {shown}", flush=True)
