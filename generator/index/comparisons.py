"""Owns the comparisons: which figures a reader would lay side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.model import Annotated, Comparison, Decision, FigureRow, Linked
from generator.problems import Problem


def compare(
    articles: Sequence[Annotated],
    rows: Sequence[FigureRow],
    linked: Linked,
    entities_of: Mapping[str, Sequence[str]],
    copy_of: Mapping[str, str],
    decisions: Sequence[Decision],
) -> tuple[tuple[Comparison, ...], tuple[Problem, ...]]:
    """The comparisons, the most telling first."""
    return (), ()
