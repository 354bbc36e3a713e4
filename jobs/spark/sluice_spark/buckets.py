"""Remembers which records were rejected, in a set of bounded size."""

from __future__ import annotations

import numpy as np

from sluice_spark.frame import Flags, Positions

BUCKETS = 131_071
"""A record is remembered by its number modulo this, a prime: where too many are, the set names others too."""


def table_of(buckets: set[int]) -> Flags:
    table = np.zeros(BUCKETS, np.bool_)
    table[list(buckets)] = True
    return table


def buckets_of(numbers: Positions) -> set[int]:
    return set(np.unique(numbers % BUCKETS).tolist())
