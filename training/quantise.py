"""A model of whole numbers from one of fractions: eight bits for weights and for what flows between convolutions.

Written as pairs of QuantizeLinear and DequantizeLinear between the nodes (ONNX Runtime's QDQ format), which the runtime joins
into convolutions over whole numbers. Weights are symmetrical with a scale for each output channel; what flows has one scale a
tensor, from least to greatest on pictures (Nagel et al., A White Paper on Neural Network Quantization, arXiv 2106.08295).
"""
from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import ModelProto, NodeProto, helper, numpy_helper
from torch import Tensor
from torch.nn import functional as F

KINDS = ("Conv", "Add", "Relu", "Resize")
"""Nodes that can be run over whole numbers; Resize is one that doubles both sides."""

STEPS = 64
"""Greatest weight. Seven bits of the eight, since processors with AVX2 and no VNNI add two products of a byte and a weight in
sixteen bits, and 2 * 255 * 64 is the most that fits there."""


def quantise(file: Path, out: Path, pictures: list[np.ndarray], inside: str, fractions: tuple[str, ...]) -> None:
    """Writes `file` to `out` with whole numbers.

    pictures: [1, 3, H, W] each, as the model is fed; inside: how names of nodes begin that are to be changed;
    fractions: how those of them begin that stay as they are.
    """
    model = onnx.load(str(file))
    flowing = [node for node in model.graph.node if node.op_type in KINDS and node.name.startswith(inside)]
    whole = [node for node in flowing if not node.name.startswith(fractions)]
    _Rewriter(model, whole, _ranges(model, flowing, pictures)).rewrite()
    onnx.checker.check_model(model)
    onnx.save(model, str(out))
    print(f"{out}: {out.stat().st_size / 1e6:.2f} MB, {len(whole)} of {len(flowing)} nodes over whole numbers")


def _numbers(model: ModelProto) -> dict[str, np.ndarray]:
    return {one.name: numpy_helper.to_array(one) for one in model.graph.initializer}


@torch.no_grad()
def _ranges(model: ModelProto, nodes: list[NodeProto], pictures: list[np.ndarray]) -> dict[str, tuple[float, float]]:
    """Least and greatest value of each node's output, and 0."""
    weights = {name: torch.from_numpy(value.copy()) for name, value in _numbers(model).items()}
    out: dict[str, tuple[float, float]] = {}
    for picture in pictures:
        flow = {model.graph.input[0].name: torch.from_numpy(picture)}
        for node in nodes:
            value = flow[node.output[0]] = _run(node, flow, weights)
            low, high = out.get(node.output[0], (0.0, 0.0))
            out[node.output[0]] = (min(low, float(value.min())), max(high, float(value.max())))
    return out


def _run(node: NodeProto, flow: dict[str, Tensor], weights: dict[str, Tensor]) -> Tensor:
    x = flow[node.input[0]]
    if node.op_type == "Conv":
        told = {a.name: helper.get_attribute_value(a) for a in node.attribute}
        return F.conv2d(x, weights[node.input[1]], weights[node.input[2]], told["strides"], told["pads"][:2])
    if node.op_type == "Add":
        return x + flow[node.input[1]]
    return torch.relu(x) if node.op_type == "Relu" else F.interpolate(x, scale_factor=2.0, mode="nearest")


class _Rewriter:
    """Puts pairs between nodes; for one use."""

    def __init__(self, model: ModelProto, whole: list[NodeProto], ranges: dict[str, tuple[float, float]]) -> None:
        self.graph, self.ranges, self.numbers = model.graph, ranges, _numbers(model)
        self.whole = {node.name for node in whole}
        self.users: dict[str, list[NodeProto]] = {}
        for node in model.graph.node:
            for name in node.input:
                self.users.setdefault(name, []).append(node)
        self.scales: dict[str, tuple[float, int]] = {}
        self.renamed: dict[str, str] = {}
        self.nodes: list[NodeProto] = []
        self.added: list = []

    def rewrite(self) -> None:
        for node in list(self.graph.node):
            fresh = NodeProto()
            fresh.CopyFrom(node)
            if node.name in self.whole:
                self._feed(node, fresh)
            for place, name in enumerate(fresh.input):
                fresh.input[place] = self.renamed.get(name, name)
            self.nodes.append(fresh)
            if node.name in self.whole and not self._ends_in_relu(node):
                self._pair(node.output[0], self.scales[node.input[0]] if node.op_type == "Resize" else None)
        used = {name for node in self.nodes for name in node.input}
        kept = [one for one in self.graph.initializer if one.name in used]
        del self.graph.node[:], self.graph.initializer[:]
        self.graph.node.extend(self.nodes)
        self.graph.initializer.extend(kept + self.added)

    def _feed(self, node: NodeProto, fresh: NodeProto) -> None:
        """Pairs before a node where the one before it has fractions, and the weights of a convolution."""
        if node.op_type != "Relu" and node.input[0] not in self.scales:
            self._pair(node.input[0], None)
        if node.op_type == "Conv":
            weight, bias = self.numbers[node.input[1]], self.numbers[node.input[2]]
            scale = (np.abs(weight).reshape(len(weight), -1).max(axis=1) / STEPS).clip(1e-8).astype(np.float32)
            both = (scale * np.float32(self.scales[node.input[0]][0])).astype(np.float32)
            whole = np.round(weight / scale[:, None, None, None]).astype(np.int8)
            fresh.input[1] = self._stored(node.input[1], whole, scale)
            fresh.input[2] = self._stored(node.input[2], np.round(bias / both).astype(np.int32), both)

    def _ends_in_relu(self, node: NodeProto) -> bool:
        """Whether only a relu follows, which the runtime joins to the node: nothing is stored between them."""
        users = self.users.get(node.output[0], [])
        return node.op_type != "Relu" and [user.op_type for user in users] == ["Relu"]

    def _pair(self, name: str, same: tuple[float, int] | None) -> None:
        low, high = self.ranges[name]
        scale = max((high - low) / 255, 1e-8)
        self.scales[name] = scale, zero = same or (scale, round(-low / scale))
        by, at, stored, shown = (f"{name}_{part}" for part in ("scale", "zero", "whole", "fraction"))
        self.added += [numpy_helper.from_array(np.float32(scale), by), numpy_helper.from_array(np.uint8(zero), at)]
        self.nodes += [helper.make_node("QuantizeLinear", [name, by, at], [stored]), helper.make_node("DequantizeLinear", [stored, by, at], [shown])]
        self.renamed[name] = shown

    def _stored(self, name: str, whole: np.ndarray, scale: np.ndarray) -> str:
        """A constant of whole numbers with a scale for each output channel; the name of its fractions."""
        stored, by, at, shown = (f"{name}_{part}" for part in ("whole", "scale", "zero", "fraction"))
        zero = np.zeros(len(scale), whole.dtype)
        self.added += [numpy_helper.from_array(value, label) for value, label in ((whole, stored), (scale, by), (zero, at))]
        self.nodes.append(helper.make_node("DequantizeLinear", [stored, by, at], [shown], axis=0))
        return shown
