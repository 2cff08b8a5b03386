"""A binary heap of operations in plain arrays, least key first, for kernels."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from potok.compiled import lean_part

Integers = npt.NDArray[np.int64]


@lean_part
def push(keys: Integers, items: Integers, size: int, key: int, item: int) -> int:
    """Add an item; returns the new size."""
    at = size
    while at > 0:
        parent = (at - 1) >> 1
        if keys[parent] < key or (keys[parent] == key and items[parent] <= item):
            break
        keys[at] = keys[parent]
        items[at] = items[parent]
        at = parent
    keys[at] = key
    items[at] = item
    return size + 1


@lean_part
def pop(keys: Integers, items: Integers, size: int) -> int:
    """Close the gap at the root after its item was read; returns the new size."""
    size -= 1
    key = keys[size]
    item = items[size]
    at = 0
    while True:
        child = 2 * at + 1
        if child >= size:
            break
        right = child + 1
        if right < size and (
            keys[right] < keys[child] or (keys[right] == keys[child] and items[right] < items[child])
        ):
            child = right
        if key < keys[child] or (key == keys[child] and item <= items[child]):
            break
        keys[at] = keys[child]
        items[at] = items[child]
        at = child
    keys[at] = key
    items[at] = item
    return size
