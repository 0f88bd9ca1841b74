"""Figures over samples, kept as CSV and drawn as PNG."""
from __future__ import annotations

import csv
from pathlib import Path


class Curve:
    """Rows of figures; written at once, so that a killed run loses none."""

    def __init__(self, file: Path) -> None:
        self.file = file
        file.parent.mkdir(parents=True, exist_ok=True)

    def add(self, samples: int, figures: dict[str, float]) -> None:
        """Appends a row and draws the picture beside the file."""
        new = not self.file.exists()
        with self.file.open("a", newline="") as out:
            writer = csv.writer(out)
            if new:
                writer.writerow(["samples", *figures])
            writer.writerow([samples, *(f"{value:.5f}" for value in figures.values())])
        self._draw()

    def _draw(self) -> None:
        import matplotlib

        matplotlib.use("Agg")
        from matplotlib import pyplot

        with self.file.open() as lines:
            rows = list(csv.DictReader(lines))
        figure, left = pyplot.subplots(figsize=(8, 4.5))
        right = left.twinx()
        samples = [int(row["samples"]) for row in rows]
        for name in rows[0]:
            if name != "samples":
                axis, style = (left, "k--") if name == "loss" else (right, "-")
                axis.plot(samples, [float(row[name]) for row in rows], style, label=name)
        left.set(xlabel="samples", ylabel="loss", yscale="log")
        right.set(ylabel="share right", ylim=(0, 1))
        right.legend(loc="lower right")
        figure.tight_layout()
        figure.savefig(self.file.with_suffix(".png"), dpi=90)
        pyplot.close(figure)
