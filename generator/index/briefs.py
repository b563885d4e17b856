"""Owns the briefs: what a home page leads with, for the whole and for each folder of articles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import log2

from generator.index.order import published
from generator.index.sources import independent
from generator.model import Annotated, Brief, Comparison, Entry, Role

_MOST_ENTRIES = 12  # of each kind
_MOST_COMPARISONS = 8
_IN_HEADLINE = 2.0  # an article that names the entry in its headline counts so often


def make_briefs(
    articles: Sequence[Annotated],
    people: Sequence[Entry],
    places: Sequence[Entry],
    organisations: Sequence[Entry],
    comparisons: Sequence[Comparison],
    copy_of: Mapping[str, str],
    source_of: Mapping[str, str],
) -> tuple[Brief, ...]:
    """The brief of the whole (name ""), then one for each sub-folder by name. `articles` in order of date, `comparisons` best first."""
    folders = sorted({annotated.article.brief for annotated in articles} - {""})
    return tuple(_brief(name, articles, people, places, organisations, comparisons, copy_of, source_of) for name in ["", *folders])


def _brief(
    name: str,
    articles: Sequence[Annotated],
    people: Sequence[Entry],
    places: Sequence[Entry],
    organisations: Sequence[Entry],
    comparisons: Sequence[Comparison],
    copy_of: Mapping[str, str],
    source_of: Mapping[str, str],
) -> Brief:
    held = [annotated for annotated in articles if not name or annotated.article.brief == name]
    ids = tuple(annotated.article.id for annotated in held)
    days = [day for annotated in held if (day := published(annotated.article))]
    weigh = _Weight(held, copy_of)
    return Brief(
        name=name,
        articles=ids,
        people=weigh.best(people),
        places=weigh.best(places),
        organisations=weigh.best(organisations),
        comparisons=tuple(one.id for one in comparisons if _stands_in(one, frozenset(ids)))[:_MOST_COMPARISONS],
        first=min(days, default=None),
        last=max(days, default=None),
        sources=tuple(sorted(independent(ids, source_of, copy_of))),
    )


def _stands_in(comparison: Comparison, articles: frozenset[str]) -> bool:
    """At least two of its figures are in these articles."""
    return sum(member.article in articles for member in comparison.members) > 1


class _Weight:
    """How much an entry matters in some articles.

    Each independent article counts 1 plus the logarithm of its mentions there; twice when its headline names the entry. A name in every
    article outweighs one that a single article repeats.
    """

    def __init__(self, articles: Iterable[Annotated], copy_of: Mapping[str, str]) -> None:
        self._copy_of = copy_of
        self._headline = {
            annotated.article.id: [block.span for block in annotated.article.blocks if block.role is Role.TITLE] for annotated in articles
        }

    def best(self, entries: Iterable[Entry]) -> tuple[str, ...]:
        weighed = sorted((-self._of(entry), entry.entity.id) for entry in entries)
        return tuple(entity for weight, entity in weighed[:_MOST_ENTRIES] if weight < 0)

    def _of(self, entry: Entry) -> float:
        counts: dict[str, int] = {}
        factor: dict[str, float] = {}
        for shown in entry.shown:
            titles = self._headline.get(shown.ref.article)
            if titles is None:
                continue
            source = self._copy_of.get(shown.ref.article, shown.ref.article)
            counts[source] = counts.get(source, 0) + 1
            if any(title.start <= shown.ref.start < title.end for title in titles):
                factor[source] = _IN_HEADLINE
        return sum((1 + log2(count)) * factor.get(source, 1.0) for source, count in counts.items())
