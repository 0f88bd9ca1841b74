"""Contact sheets: many small pictures as one."""
from __future__ import annotations

import numpy as np


def joined(cells: list[np.ndarray], columns: int) -> np.ndarray:
    """Equally sized cells, [h, w, 3], row by row; what the last row lacks is black.

    cells: at least one.
    """
    filled = cells + [np.zeros_like(cells[0])] * (-len(cells) % columns)
    return np.vstack([np.hstack(filled[at : at + columns]) for at in range(0, len(filled), columns)])
