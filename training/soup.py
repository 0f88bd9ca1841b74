"""The mean of several exported nets that grew from each other (Wortsman et al., Model soups, ICML 2022).

    python3 -m training.soup OUT.onnx A.onnx B.onnx

Exported nets have no batch norms, so the mean of their numbers is the mean of their layers; a mean of checkpoints
would mix statistics of different data.
"""
from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper


def mean(out: Path, files: list[Path]) -> None:
    """Writes the mean of ONNX files whose graphs are the same."""
    models = [onnx.load(str(file)) for file in files]
    numbers = [{one.name: numpy_helper.to_array(one) for one in model.graph.initializer} for model in models]
    for file, other in zip(files, numbers):
        if {name: value.shape for name, value in other.items()} != {name: value.shape for name, value in numbers[0].items()}:
            raise SystemExit(f"{file} is of another net than {files[0]}")
    for one in models[0].graph.initializer:
        if numbers[0][one.name].dtype == np.float32:
            one.CopyFrom(numpy_helper.from_array(np.mean([n[one.name] for n in numbers], axis=0, dtype=np.float32), one.name))
    onnx.save(models[0], str(out))
    print(f"{out}: the mean of {len(files)}")


if __name__ == "__main__":
    if len(sys.argv) < 4:
        raise SystemExit(__doc__)
    mean(Path(sys.argv[1]), [Path(file) for file in sys.argv[2:]])
