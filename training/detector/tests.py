"""Checks of what is easily got wrong: ``python3 -m unittest training.detector.tests``."""

from __future__ import annotations

import unittest
from pathlib import Path

import numpy as np
import torch

from .crops import cover, move
from .infer import letterbox, suppress
from .loss import assign, giou, loss
from .measure import IGNORED, RIGHT, WRONG, average_precision, judge, rates
from .net import STRIDES, Detector, YoloRaw, edges
from .pictures import Picture, split

SMALL = {"channels": [4, 4, 8, 8, 8, 8], "blocks": [1, 1, 1, 1], "head": 8}


def picture(boxes: list[list[float]], ignored: list[list[float]] = []) -> Picture:
    arrays = (np.array(b, np.float32).reshape(-1, 4) for b in (boxes, ignored))
    return Picture("a.jpg", "", Path("a.jpg"), *arrays)


class Network(unittest.TestCase):
    def test_raw_output_has_centres_and_sizes_of_the_edges(self) -> None:
        detector = Detector(**SMALL).eval()
        images = torch.rand(1, 3, 64, 128)
        with torch.no_grad():
            rows = YoloRaw(detector)(images)[0]
            boxes = torch.cat([edges(raw, s)[0].flatten(1) for raw, s in zip(detector(images), STRIDES)], 1)
        self.assertEqual(tuple(rows.shape), (5, 8 * 16 + 4 * 8 + 2 * 4))
        torch.testing.assert_close(rows[:2] - rows[2:4] / 2, boxes[:2])
        torch.testing.assert_close(rows[:2] + rows[2:4] / 2, boxes[2:])

    def test_folding_changes_nothing(self) -> None:
        detector = Detector(**SMALL)
        detector.train()(torch.rand(4, 3, 64, 64))
        images = torch.rand(1, 3, 64, 128)
        with torch.no_grad():
            before = detector.eval()(images)
            torch.testing.assert_close(detector.fold()(images), before, atol=1e-4, rtol=1e-4)

    def test_an_older_net_goes_on_with_its_head_at_every_stride(self) -> None:
        detector = Detector(**SMALL).eval()
        detector.adopt()
        for raw in detector(torch.rand(1, 3, 64, 64)):
            self.assertEqual(raw.shape[1], 5)
        self.assertTrue(torch.equal(detector.out.weight, detector.out32.weight))

    def test_right_boxes_cost_nothing_and_ignored_cells_do_not_count(self) -> None:
        raws = [torch.full((1, 5, 64 // s, 64 // s), -9.0) for s in STRIDES]
        nothing = torch.zeros(0, 4)
        self.assertLess(float(loss(raws, [nothing], [nothing], 1.0)[0]), 1e-3)
        for raw in raws:
            raw[:, 0] = 9.0
        self.assertGreater(float(loss(raws, [nothing], [nothing], 1.0)[0]), 1.0)
        everywhere = torch.tensor([[-1.0, -1.0, 65.0, 65.0]])
        self.assertEqual(float(loss(raws, [nothing], [everywhere], 1.0)[0]), 0.0)

    def test_each_size_of_plate_has_a_head(self) -> None:
        none = torch.zeros(0, 4)
        for width in (12, 40, 95, 150, 230, 400, 640):
            box = torch.tensor([[0.0, 100.0, width, 100.0 + width / 4.4]])
            heads = []
            for stride in STRIDES:
                x, y = (torch.arange(640 // stride) + 0.5) * stride, (torch.arange(384 // stride) + 0.5) * stride
                owner, counts = assign(x[None], y[:, None], box, none, stride)
                self.assertTrue(bool(counts[owner >= 0].all()))
                heads.append(bool((owner >= 0).any()))
            self.assertTrue(any(heads), width)

    def test_giou_of_equal_and_distant_boxes(self) -> None:
        a = torch.tensor([[0.0, 0, 4, 2], [0, 0, 1, 1]])
        b = torch.tensor([[0.0, 0, 4, 2], [3, 0, 4, 1]])
        overlap, general = giou(a, b)
        self.assertEqual(overlap.tolist(), [1, 0])
        self.assertEqual(general.tolist(), [1, -0.5])


class Geometry(unittest.TestCase):
    def test_moved_box_is_the_hull(self) -> None:
        quarter = np.array([[0.0, -1, 10], [1, 0, 0]])
        np.testing.assert_allclose(move(np.float32([[0, 0, 4, 2]]), quarter, 1.0), [[8, 0, 10, 4]], atol=1e-5)

    def test_large_picture_covers_the_crop(self) -> None:
        at = cover(np.array([5.0, 95.0]), np.array([100.0, 100.0]), (200, 200), np.array([-1.0, 1.0]), (100, 100))
        self.assertEqual(at.tolist(), [5, 95])
        at = cover(np.array([90.0, 50.0]), np.array([10.0, 100.0]), (200, 200), np.array([1.0, 1.0]), (100, 100))
        self.assertEqual(at.tolist(), [10, 50])

    def test_letterbox_is_snug_and_leads_back(self) -> None:
        image, back = letterbox(np.zeros((720, 1280, 3), np.uint8), 640)
        self.assertEqual(image.shape, (384, 640, 3))
        self.assertEqual(back.tolist(), [2, 2, 2, 2])
        self.assertEqual(letterbox(np.zeros((100, 200, 3), np.uint8), 640)[0].shape, (192, 320, 3))


class Measuring(unittest.TestCase):
    def test_second_box_on_a_label_is_wrong_and_ignored_ones_are_neither(self) -> None:
        found = np.float32([[0, 0, 10, 5, 0.9], [0, 0, 10, 4, 0.8], [50, 50, 60, 55, 0.7]])
        result = judge(picture([[0, 0, 10, 5], [90, 0, 99, 5]], [[48, 48, 62, 58]]), found, 0.5)
        self.assertEqual(result.verdicts.tolist(), [RIGHT, WRONG, IGNORED])
        self.assertEqual(rates([result], 0.5), (0.5, 0.5))
        self.assertEqual(average_precision([result]), 0.5)

    def test_suppression_keeps_the_best(self) -> None:
        found = np.float32([[0, 0, 10, 5, 0.6], [0, 0, 10, 5.5, 0.8], [20, 0, 30, 5, 0.5]])
        np.testing.assert_allclose(suppress(found, 0.5)[:, 4], [0.8, 0.5])

    def test_split_does_not_depend_on_the_others(self) -> None:
        pictures = [Picture(f"{n}.jpg", "", Path(), np.zeros((0, 4))) for n in range(200)]
        held_out = {p.name for p in split(pictures, 0.1)[1]}
        half = {p.name for p in split(pictures[:100], 0.1)[1]}
        self.assertEqual(half, held_out & {p.name for p in pictures[:100]})


if __name__ == "__main__":
    unittest.main()
