"""Draws how far the confidence of readings can be trusted, from results of `./alpr evaluate --json`."""
from __future__ import annotations

import argparse
import json
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot  # noqa: E402  (after the choice of a drawing engine)

EXAMPLES = """example:
  ./alpr evaluate EVAL/eu-dev --json > eu-dev.json
  python3 -m training.reliability eu-dev.json us-dev.json --out docs/images/reliability.png"""


def main() -> None:
    """Parses the command line and writes the plot."""
    parser = argparse.ArgumentParser("training.reliability", description=__doc__, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("results", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    figure, (above, below) = pyplot.subplots(2, 1, figsize=(6, 6.5), height_ratios=(3, 1), sharex=True)
    above.plot([0, 1], [0, 1], "k:", linewidth=1, label="as claimed")
    for number, file in enumerate(options.results):
        tenths = json.loads(file.read_text())["certainty"]["tenths"]
        middles = [(index + 0.5) / 10 for index in range(10)]
        filled = [(x, t["right"] / t["reads"]) for x, t in zip(middles, tenths) if t["reads"]]
        above.plot(*zip(*filled), "o-", label=file.stem)
        shift = (number - (len(options.results) - 1) / 2) * 0.03
        below.bar([x + shift for x in middles], [t["reads"] for t in tenths], width=0.028)
    above.set(ylabel="share of right readings", ylim=(0, 1.02))
    above.legend(loc="lower right")
    below.set(xlabel="confidence of the reading", ylabel="readings", yscale="symlog")
    figure.tight_layout()
    figure.savefig(options.out, dpi=90)


main()
