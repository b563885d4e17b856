"""The figures of an article: every number that it reports, read to bounds, unit, what is counted and what happened to it."""

from __future__ import annotations

from generator.annotate.figures.finder import find_figures
from generator.annotate.figures.writing import write_figure

FIGURES_VERSION = "2"

__all__ = ["FIGURES_VERSION", "find_figures", "write_figure"]
