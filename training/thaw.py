"""A shipped ONNX file made trainable again, for where its checkpoint is gone.

Exporting works each batch norm into the convolution before it. Thawing gives the norm back: it gets the mean and
variance that its input has on some pictures, and the scale and shift under which it says what the folded
convolution said, in training as well as in use.
"""
from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn


@torch.no_grad()
def thaw(model: nn.Module, file: Path, prefix: str, pictures: Tensor, new: tuple[str, ...] = ()) -> None:
    """Fills `model` with the weights in `file`, whose names there begin with `prefix`.

    pictures: [B, 3, H, W], 0 to 1, as training shows them; the more, the truer the norms.
    new: how names begin of what the file lacks and that stays as it is.
    """
    weights = _weights(onnx.load(str(file)).graph, prefix)
    state = model.state_dict()
    pairs = _pairs(model)
    for conv, norm in ((c, n) for c, n in pairs if not c.startswith(new)):
        state[f"{norm}.bias"] = weights.pop(f"{conv}.bias")
        state[f"{norm}.weight"] = torch.ones_like(state[f"{norm}.bias"])
        state[f"{norm}.running_mean"] = torch.zeros_like(state[f"{norm}.bias"])
        state[f"{norm}.running_var"] = torch.ones_like(state[f"{norm}.bias"]) - _eps(model, norm)
    unknown = set(weights) - set(state)
    lacking = {name for name, _ in model.named_parameters() if not name.startswith(new)} - set(weights) - {f"{norm}.{part}" for _, norm in pairs for part in ("weight", "bias")}
    if unknown or lacking:
        raise SystemExit(f"{file} is of another net: it has {sorted(unknown)} too many and lacks {sorted(lacking)}")
    model.load_state_dict(state | weights)
    _normalise(model, [norm for _, norm in pairs if not norm.startswith(new)], pictures)


def _eps(model: nn.Module, norm: str) -> float:
    return model.get_submodule(norm).eps


def _pairs(model: nn.Module) -> list[tuple[str, str]]:
    """Names of each convolution without a bias and the batch norm after it."""
    named = [(name, module) for name, module in model.named_modules() if isinstance(module, (nn.Conv2d, nn.BatchNorm2d))]
    return [(a, b) for (a, conv), (b, norm) in zip(named, named[1:]) if isinstance(conv, nn.Conv2d) and isinstance(norm, nn.BatchNorm2d)]


def _weights(graph: onnx.GraphProto, prefix: str) -> dict[str, Tensor]:
    """The graph's numbers by the names of the network's parameters.

    The matrix of a linear layer over tokens has lost its name; the bias that is added to its product still has one.
    """
    numbers = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    named = {name[len(prefix):]: value for name, value in numbers.items() if name.startswith(prefix)}
    products = {node.output[0]: node.input[1] for node in graph.node if node.op_type == "MatMul"}
    for node in graph.node:
        if node.op_type == "Add":
            bias = next((name for name in node.input if name.startswith(prefix) and name.endswith(".bias")), None)
            product = next((products[name] for name in node.input if name in products), None)
            if bias and product in numbers:
                named[bias[len(prefix):-len("bias")] + "weight"] = numbers[product].T
    return {name: torch.from_numpy(np.array(value)) for name, value in named.items()}


def _normalise(model: nn.Module, norms: list[str], pictures: Tensor) -> None:
    """Gives each norm the statistics of its input, and keeps what it says."""
    seen: dict[str, list[tuple[Tensor, Tensor]]] = {norm: [] for norm in norms}

    def watch(norm: str):
        def hook(_: nn.Module, inputs: tuple[Tensor, ...]) -> None:
            seen[norm].append((inputs[0].mean(dim=(0, 2, 3)), (inputs[0] ** 2).mean(dim=(0, 2, 3))))

        return hook

    model.eval()
    hooks = [model.get_submodule(norm).register_forward_pre_hook(watch(norm)) for norm in norms]
    for part in pictures.split(32):
        model(part)
    for hook in hooks:
        hook.remove()
    for norm in norms:
        module = model.get_submodule(norm)
        mean = torch.stack([first for first, _ in seen[norm]]).mean(dim=0)
        variance = torch.stack([second for _, second in seen[norm]]).mean(dim=0) - mean**2
        module.bias += mean
        module.weight.copy_(torch.sqrt(variance + module.eps))
        module.running_mean.copy_(mean)
        module.running_var.copy_(variance)
