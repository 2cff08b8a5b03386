"""Servers of their own for the tests of the launcher, in folders that other accounts may enter."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from potok.server.postgres import Cluster, open_cluster

FAST = {"fsync": "off", "max_connections": "10"}


@pytest.fixture(scope="module")
def open_folder() -> Iterator[Path]:
    """A folder like a home that lets others pass (pytest's own are closed to them)."""
    folder = Path(tempfile.mkdtemp(prefix="potok-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def cluster(open_folder: Path) -> Iterator[Cluster]:
    """A stopped server; the tests of a module share its data directory, made by the first of them."""
    one = open_cluster(open_folder / "data", options=FAST)
    yield one
    one.stop()
