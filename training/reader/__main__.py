"""Commands of the reader's training."""
from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
import yaml

from .. import packed
from ..render import camera, designs, faces
from ..thaw import thaw
from . import choose, crops, export, misses, patterns, reframe, stack
from .measure import accuracy
from .model import HEIGHT, WIDTH, PlateReader
from .splice import Splicer
from .stream import Stream
from .train import Plan, Trainer

EXAMPLES = """examples:
  python3 -m training.reader train --data DATA --fonts FONTS --variant open
  python3 -m training.reader train --data DATA --fonts FONTS --variant all --minutes 60
  python3 -m training.reader evaluate --data DATA --variant all --sets eval/eu-dev eval/us-dev
  python3 -m training.reader choose --data DATA --variant all
  python3 -m training.reader disagree --data DATA --variant open
  python3 -m training.reader export --data DATA --fonts FONTS --variant all
  python3 -m training.reader patterns --data DATA
  python3 -m training.reader stack --data DATA --variant shipped
DATA holds read/labels.csv, read/images and glyphs/; FONTS what training/render/fetch brought."""

SHIPPED = Path(__file__).parents[2] / "vision/src/main/resources/io/alpr/vision/plate-reader.onnx"
KEPT = Path(__file__).parent.parent / "checkpoints/reader.pt"
"""The newest checkpoint, which the repository keeps: `start_from: kept`."""
PATTERNS = SHIPPED.with_name("plate-patterns.csv")
FONTS_LISTING = Path(__file__).parent.parent / "render/fonts.yaml"
FIXES = Path(__file__).parent / "mended.csv"
TYPED = Path(__file__).parent / "typed.csv"


def main() -> None:
    """Parses the command line and runs the command."""
    commands = {"train": train, "evaluate": evaluate, "choose": choose_how, "disagree": disagree, "export": write, "patterns": write_patterns, "stack": stack_worth}
    parser = argparse.ArgumentParser("training.reader", description=__doc__, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=commands)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--fonts", type=Path, help="folder of font files; not for evaluate")
    parser.add_argument("--config", type=Path, default=Path("training/reader.yaml"))
    parser.add_argument("--out", type=Path, default=Path("training/out"))
    parser.add_argument("--variant", default="open", help="one of the configuration's, or shipped for the ONNX file that is; default: open")
    parser.add_argument("--minutes", type=float, default=1e9, help="stop training after so many, to go on later")
    parser.add_argument("--sets", type=Path, nargs="*", default=[], help="evaluation folders to measure on; never trained on")
    options = parser.parse_args()
    torch.set_num_threads(_config(options)["threads"])
    commands[options.command](options)


def train(options: argparse.Namespace) -> None:
    """Trains a variant, or goes on with it."""
    config = _config(options)
    variant = config["variants"][options.variant]
    if "average" in variant:
        raise SystemExit(f"{options.variant} is the mean of {variant['average']}; train those")
    seed = variant.get("seed", config["seed"])
    torch.manual_seed(seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    type_faces = faces.load(options.fonts, None if variant["open_only"] else options.data / "glyphs", FONTS_LISTING, None if variant["open_only"] else options.data / "designs")
    train_crops, validation = _crops(options, variant["open_only"])
    print(f"{len(train_crops)} crops to train, {len(validation)} to validate, {len(type_faces.numbers) + len(type_faces.sheets)} faces")
    plan = Plan(variant["samples"], config["batch"], variant["rate"], options.minutes, config["look_every"], seed)
    model = _model(config, variant)
    stream = Stream(type_faces, train_crops, variant["real"], variant["weights"], seed)
    start = variant.get("start_from")
    if start == "shipped":
        thaw(model, SHIPPED, "model.", stream.batch(512).pictures)
    trainer = Trainer(model, plan, device, options.out / f"reader-{options.variant}")
    if start == "kept":
        trainer.go_on_from(packed.read(KEPT))
    elif start not in (None, "shipped"):
        trainer.start_from(options.out / f"reader-{start}" / "checkpoint.pt")
    trainer.resume()
    stream.rng = np.random.default_rng(seed + trainer.seen)
    if "spliced" in variant:
        splicer = Splicer(trainer.mean, train_crops)
        print(f"{len(splicer)} crops can be cut between their characters")
        stream.splice(splicer, variant["spliced"])
    tests = {"validation": validation} | {folder.name: crops.boxed(folder, 0.04) for folder in options.sets}
    trainer.run(stream, tests)


def evaluate(options: argparse.Namespace) -> None:
    """Figures of a variant on all crops kept from training, and on folders by true boxes."""
    model = _trained(options)
    _, validation = _crops(options, False)
    divisor = export.temperature(model, validation)
    by_source = sorted({crop.source for crop in validation})
    for source in by_source:
        part = [crop for crop in validation if crop.source == source]
        print(f"{source:32} {len(part):5} crops  exact {accuracy(model, part):.4f}")
    misses.draw(misses.misses(model, validation), options.out / "misses-validation.png")
    print("validation", export.reliability(model, validation, divisor))
    for folder in options.sets:
        for margin in (0.0, 0.02, 0.04, 0.06, 0.08):
            print(f"{folder.name} margin {margin:.2f} exact {accuracy(model, crops.boxed(folder, margin)):.4f}")
        boxed = crops.boxed(folder, 0.04)
        print(folder.name, export.reliability(model, boxed, divisor))
        misses.draw(misses.misses(model, boxed), options.out / f"misses-{folder.name}.png")


def choose_how(options: argparse.Namespace) -> None:
    """Margins, other frames and the lowest score, on crops kept from training."""
    model = _trained(options)
    _, validation = _crops(options, False)
    calibrated = export.calibrated(model, export.temperature(model, validation))
    reframe.report(calibrated, validation)
    choose.choose(calibrated, validation, patterns.load(PATTERNS))


def stack_worth(options: argparse.Namespace) -> None:
    """Passes under a hunting lens, their clearest frames laid upon each other, of crops kept from training."""
    model = _trained(options)
    _, validation = _crops(options, False)
    calibrated = export.calibrated(model, export.temperature(model, validation))
    stack.report(calibrated, validation, patterns.load(PATTERNS))


def disagree(options: argparse.Namespace) -> None:
    """The labelled crops that the reader is sure to read otherwise, to be looked at by a person."""
    model = _trained(options)
    labelled = [crop for side in _crops(options, False) for crop in side]
    wrong = [(crop, said) for crop, said in misses.misses(model, labelled) if said.score > 0.5][:120]
    misses.draw(wrong, options.out / "disagree.png")
    with (options.out / "disagree.csv").open("w") as out:
        out.write("image,label,read,score\n")
        out.writelines(f"{crop.name},{crop.text},{said.text},{said.score:.3f}\n" for crop, said in wrong)
    print(f"{len(wrong)} of {len(labelled)} labels to look at: {options.out}/disagree.png; mend them in {FIXES}")


def write(options: argparse.Namespace) -> None:
    """ONNX of a variant, and twenty rendered crops with what it reads in them."""
    model = _trained(options)
    _, validation = _crops(options, False)
    export.write(model, export.temperature(model, validation), options.out / f"plate-reader-{options.variant}.onnx")
    if "average" not in _config(options)["variants"][options.variant]:
        state = torch.load(options.out / f"reader-{options.variant}" / "checkpoint.pt", map_location="cpu")
        packed.write({part: state[part] for part in ("model", "mean", "optimiser")}, KEPT)
    type_faces = faces.load(options.fonts, None, FONTS_LISTING)
    rng = np.random.default_rng(20)
    shots = [camera.shoot(designs.draw(type_faces, rng), (WIDTH, HEIGHT), rng).picture for _ in range(80)]
    export.write_samples(model, shots, 20, options.out / "reader-samples")


def write_patterns(options: argparse.Namespace) -> None:
    """How many of the labels to train with have letters and digits in which order, by region."""
    patterns.write(patterns.known(_crops(options, False)[0]), PATTERNS)


def _crops(options: argparse.Namespace, open_only: bool) -> tuple[list[crops.Crop], list[crops.Crop]]:
    """Training and validation crops: those with labels, and those typed by eye."""
    labelled = crops.load(options.data / "read", open_only, FIXES)
    typed = crops.typed(TYPED, options.data / "detect", open_only)
    return labelled[0] + typed[0], labelled[1] + typed[1]


def _model(config: dict, variant: dict) -> PlateReader:
    return PlateReader(**config["model"] | variant.get("model", {}))


def _trained(options: argparse.Namespace) -> PlateReader:
    config = _config(options)
    if options.variant == "shipped":
        model = _model(config, {})
        thaw(model, SHIPPED, "model.", torch.rand(8, 3, HEIGHT, WIDTH))
        return model.eval()
    variant = config["variants"][options.variant]
    model = _model(config, variant)
    model.load_state_dict(_weights(config, options.variant, options.out))
    return model.eval()


def _weights(config: dict, name: str, out: Path) -> dict[str, torch.Tensor]:
    """Those of a variant's checkpoint; of several that grew from each other the mean (Wortsman et al., Model soups, ICML 2022)."""
    parts = config["variants"][name].get("average")
    if not parts:
        return torch.load(out / f"reader-{name}" / "checkpoint.pt", map_location="cpu")["mean"]
    states = [_weights(config, part, out) for part in parts]
    return {name: torch.stack([state[name].float() for state in states]).mean(dim=0).to(first.dtype) for name, first in states[0].items()}


def _config(options: argparse.Namespace) -> dict:
    return yaml.safe_load(options.config.read_text())


main()
