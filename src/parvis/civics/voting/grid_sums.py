"""Sums of integers carried by float64: exact in any order while they stay below 2**53."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

EXACT_FLOAT = 2**53
PIECE = 8192  # OpenBLAS wakes its threads beyond 10,000 elements, which costs far more than such a short sum


def grid_sum(weights: Floats, values: Floats | Flags) -> int:
    """The exact sum of weights × values, all whole numbers whose sum stays below 2**53."""
    if len(weights) <= PIECE:
        return int(weights.dot(values))
    return sum(int(weights[i : i + PIECE].dot(values[i : i + PIECE])) for i in range(0, len(weights), PIECE))
