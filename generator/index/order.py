"""Owns the order of articles: by date of publication, the undated last, then by id."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from generator.model import Annotated, Article


def published(article: Article) -> date | None:
    """The day of publication, however it is known."""
    return article.published.value if article.published else None


def order_key(article: Article) -> tuple[date, str]:
    """Sorts articles by date, those without one last, and by id within a day."""
    return (published(article) or date.max, article.id)


def in_order(articles: Iterable[Annotated]) -> tuple[Annotated, ...]:
    """The articles by date, then id: the order of every list that a page shows."""
    return tuple(sorted(articles, key=lambda annotated: order_key(annotated.article)))
