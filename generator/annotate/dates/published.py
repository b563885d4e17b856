"""When an article that does not say so was published: from its own words, and from articles that report the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from generator.model import Article, Known


def infer_published(articles: Sequence[Article]) -> Mapping[str, Known[date]]:
    """Article id -> inferred date, for articles without one; nothing is inferred yet."""
    return {}
