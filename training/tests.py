"""Checks of what both trainings share: ``python3 -m unittest training.tests``."""
from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

import torch

from . import packed


class Packed(unittest.TestCase):
    def test_training_goes_on_from_a_packed_checkpoint_as_from_the_whole_one(self) -> None:
        torch.manual_seed(1)
        net = torch.nn.Sequential(torch.nn.Conv2d(3, 8, 3), torch.nn.BatchNorm2d(8), torch.nn.ReLU(), torch.nn.Conv2d(8, 1, 1))
        optimiser = torch.optim.AdamW(net.parameters(), lr=1e-3)
        pictures = torch.rand(4, 3, 16, 16)
        for _ in range(5):
            _step(net, optimiser, pictures)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "net.pt"
            packed.write({"net": net.state_dict(), "optimiser": optimiser.state_dict(), "seen": 20}, file)
            self.assertFalse(file.with_suffix(".part").exists())
            state = packed.read(file)
        self.assertEqual(state["seen"], 20)
        other = torch.nn.Sequential(torch.nn.Conv2d(3, 8, 3), torch.nn.BatchNorm2d(8), torch.nn.ReLU(), torch.nn.Conv2d(8, 1, 1))
        other.load_state_dict(state["net"])
        resumed = torch.optim.AdamW(other.parameters(), lr=1e-3)
        resumed.load_state_dict(state["optimiser"])
        self.assertAlmostEqual(_step(net, optimiser, pictures), _step(other, resumed, pictures), places=3)
        for a, b in zip(net.parameters(), other.parameters()):
            self.assertLess(float((a - b).abs().max()), 2e-3)


def _step(net: torch.nn.Module, optimiser: torch.optim.Optimizer, pictures: torch.Tensor) -> float:
    loss = (net(pictures) - 1).square().mean()
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
    return float(loss.detach())


if __name__ == "__main__":
    unittest.main()
