"""Training: it may be stopped at any time, and goes on from its last checkpoint."""

from __future__ import annotations

import copy
import math
import time
from pathlib import Path

import numpy as np
import torch

from . import measure
from .. import packed
from ..thaw import thaw
from .crops import Banks, Crop, Cropper
from .infer import detect
from .loss import loss
from .net import Detector, cost
from .pictures import Picture


KEPT = Path(__file__).parent.parent / "checkpoints/detector.pt"
"""The newest checkpoint, which the repository keeps."""


class Run:
    """The network, its average, its optimiser and how far they are."""

    def __init__(self, settings: dict):
        torch.manual_seed(settings["seed"])
        self.net = Detector(**settings["model"]).to(memory_format=torch.channels_last)
        self.average = copy.deepcopy(self.net).eval()
        decayed = [p for p in self.net.parameters() if p.ndim > 1]
        others = [p for p in self.net.parameters() if p.ndim <= 1]
        groups = [{"params": decayed, "weight_decay": settings["train"]["weight_decay"]},
                  {"params": others, "weight_decay": 0.0}]
        self.optimiser = torch.optim.AdamW(groups, lr=settings["train"]["lr"])
        self.step, self.history = 0, []

    def start_from(self, file: Path, images: torch.Tensor) -> None:
        """Begins with the weights of an exported net: what it lacks begins as a copy of what is like it.

        :param images: ``[B, 3, H, W]`` as training shows them
        """
        thaw(self.net, file, "detector.", images, new=("stage64", "side64", "join16", "join32", "out16", "out32"))
        self.net.adopt()
        self.average.load_state_dict(self.net.state_dict())

    def save(self, path: Path, rng: np.random.Generator) -> None:
        state = {"net": self.net.state_dict(), "average": self.average.state_dict(),
                 "optimiser": self.optimiser.state_dict(), "step": self.step,
                 "history": self.history, "rng": rng.bit_generator.state, "torch_rng": torch.get_rng_state()}
        torch.save(state, path.with_suffix(".part"))
        path.with_suffix(".part").replace(path)

    def load(self, path: Path, rng: np.random.Generator) -> None:
        state = torch.load(path, map_location="cpu")
        self.net.load_state_dict(state["net"])
        self.average.load_state_dict(state["average"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.step, self.history = state["step"], state["history"]
        rng.bit_generator.state = state["rng"]
        torch.set_rng_state(state["torch_rng"])

    def go_on_from(self, state: dict) -> None:
        """Takes the network and the optimiser's moments of an earlier training, for a schedule of its own."""
        self.net.load_state_dict(state["net"])
        self.average.load_state_dict(state["average"])
        self.optimiser.load_state_dict(state["optimiser"])

    def follow(self, decay: float) -> None:
        """Moves the average; faster at first, when the network is still far from good."""
        decay = min(decay, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            for kept, new in zip(self.average.state_dict().values(), self.net.state_dict().values()):
                if kept.dtype.is_floating_point:
                    kept.mul_(decay).add_(new, alpha=1 - decay)
                else:
                    kept.copy_(new)


def rate(step: int, settings: dict) -> float:
    """The learning rate: a short rise, then half a cosine."""
    if step < settings["warmup"]:
        return settings["lr"] * (step + 1) / settings["warmup"]
    done = min((step - settings["warmup"]) / max(settings["steps"] - settings["warmup"], 1), 1.0)
    return settings["lr_end"] + (settings["lr"] - settings["lr_end"]) * (1 + math.cos(math.pi * done)) / 2


def batch(crops: list[Crop]) -> tuple[torch.Tensor, list[torch.Tensor], list[torch.Tensor]]:
    """``[B, 3, H, W]`` in 0..1, and for each crop its boxes and its ignored regions."""
    images = torch.from_numpy(np.stack([c.pixels for c in crops])).permute(0, 3, 1, 2).float().div(255)
    boxes = [torch.from_numpy(np.ascontiguousarray(c.boxes, np.float32)) for c in crops]
    ignored = [torch.from_numpy(np.ascontiguousarray(c.ignored, np.float32)) for c in crops]
    return images.contiguous(memory_format=torch.channels_last), boxes, ignored


def one_step(run: Run, crops: list[Crop], settings: dict) -> tuple[float, float]:
    """Learns from a batch; the score and box parts of its loss."""
    for group in run.optimiser.param_groups:
        group["lr"] = rate(run.step, settings)
    images, boxes, ignored = batch(crops)
    total, score_part, box_part = loss(run.net(images), boxes, ignored, settings["box_weight"])
    run.optimiser.zero_grad(set_to_none=True)
    total.backward()
    torch.nn.utils.clip_grad_norm_(run.net.parameters(), settings["clip"])
    run.optimiser.step()
    run.step += 1
    run.follow(settings["ema"])
    return score_part, box_part


def check(run: Run, pictures: list[Picture], settings: dict) -> dict:
    """Measures the averaged network on some validation pictures."""
    told = settings["evaluate"]
    results = [measure.judge(p, detect(run.average, p.pixels, told["sides"][0], told["nms"]), told["iou"])
               for p in pictures]
    recall, precision = measure.rates(results, 0.4)
    return {"step": run.step, "ap": measure.average_precision(results), "recall": recall, "precision": precision}


def draw_curve(history: list[dict], path: Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, (left, right) = pyplot.subplots(1, 2, figsize=(11, 4))
    for axes, names in ((left, ("score_loss", "box_loss")), (right, ("ap", "recall", "precision"))):
        for name in names:
            points = [(h["step"], h[name]) for h in history if name in h]
            if points:
                axes.plot(*zip(*points), label=name)
        axes.set_xlabel("step")
        axes.legend()
    right.set_title("validation, recall and precision at 0.4")
    figure.savefig(path, dpi=80)
    pyplot.close(figure)


def train(pictures: list[Picture], held_out: list[Picture], settings: dict, banks: Banks, out: Path, minutes: float, start: Path | None) -> None:
    """Trains until the configured steps or the minutes (0: no limit) are done.

    :param start: an exported net to begin with where there is no checkpoint of this run, instead of the one kept
    """
    told, started = settings["train"], time.monotonic()
    out.mkdir(parents=True, exist_ok=True)
    rng, run, last = np.random.default_rng(settings["seed"]), Run(settings), out / "last.pt"
    cropper, sizes = Cropper(pictures, settings, banks, rng), settings["crop"]["sizes"]
    odds = np.cumsum([size["share"] for size in sizes])
    if last.exists():
        run.load(last, rng)
    elif start is None and KEPT.exists():
        run.go_on_from(packed.read(KEPT))
        print(f"goes on from {KEPT}", flush=True)
    elif start:
        run.start_from(start, batch([cropper.draw(320, 320) for _ in range(64)])[0])
    parameters, flops = cost(run.net, 640, 384)
    print(f"{parameters} parameters, {flops:.2f} GFLOPs at 640x384; {len(pictures)} pictures, "
          f"{len(held_out)} held out; from step {run.step}", flush=True)
    run.net.train()
    sums, since, loading, drawn = np.zeros(2), time.monotonic(), 0.0, 0
    while run.step < told["steps"] and (not minutes or time.monotonic() - started < minutes * 60):
        before = time.monotonic()
        size = sizes[int(np.searchsorted(odds, rng.random() * odds[-1]))]
        crops = [cropper.draw(size["width"], size["height"]) for _ in range(size["batch"])]
        drawn += len(crops)
        loading += time.monotonic() - before
        sums += one_step(run, crops, told)
        if run.step % told["save_every"] == 0:
            took = time.monotonic() - since
            score_part, box_part = sums / told["save_every"]
            run.history.append({"step": run.step, "score_loss": score_part, "box_loss": box_part})
            print(f"step {run.step}/{told['steps']} score {score_part:.3f} box {box_part:.3f} "
                  f"{drawn / took:.1f} crops/s, loading {loading / took:.0%}", flush=True)
            if run.step % told["eval_every"] == 0:
                run.history.append(check(run, held_out[:: max(1, len(held_out) // told["eval_pictures"])], settings))
                print("validation", {k: round(v, 4) for k, v in run.history[-1].items()}, flush=True)
                draw_curve(run.history, out / "curve.png")
            run.save(last, rng)
            sums, since, loading, drawn = np.zeros(2), time.monotonic(), 0.0, 0
    run.save(last, rng)
    draw_curve(run.history, out / "curve.png")
    print(f"stopped at step {run.step}", flush=True)
