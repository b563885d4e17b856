"""Reads the knowledge files that lie beside this module: commented text, one entry a line."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


@cache
def lines(name: str) -> Sequence[str]:
    """The lines of `generator/data/NAME` without comments ("# ...") and blanks; KeyError-free: a missing file is a bug and raises."""
    kept = []
    for raw in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        line = raw.split("#", 1)[0].rstrip() if not raw.startswith("#") else ""
        if line.strip():
            kept.append(line)
    return tuple(kept)


@cache
def words(name: str) -> frozenset[str]:
    """The entries of a list file, as they stand."""
    return frozenset(line.strip() for line in lines(name))


@cache
def rows(name: str) -> Sequence[tuple[str, ...]]:
    """The entries of a table file: columns separated by tabs, or by " | " where no tab stands."""
    return tuple(tuple(cell.strip() for cell in (line.split("\t") if "\t" in line else line.split("|"))) for line in lines(name))
