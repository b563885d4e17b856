"""Owns who stands with whom: entities that are named in the same sentences."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from generator.model import Shown, Span, Together

# A sentence that names more entities than this is a list (a table of results, a credits line): it says nothing of who belongs with whom,
# and its pairs would grow with the square.
_MOST_NAMES = 24
_MOST_SHOWN = 20  # companions kept for a page


def find_together(shown_by_article: Mapping[str, Sequence[Shown]]) -> Mapping[str, tuple[Together, ...]]:
    """Entity id -> the entities in its sentences, most sentences first, then by id; at most 20.

    A sentence counts once however often it names them.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for shown in shown_by_article.values():
        for names in _names_by_sentence(shown):
            for left, right in combinations(sorted(names), 2):
                counts[left][right] += 1
                counts[right][left] += 1
    return {
        entity: tuple(
            Together(entity=other, sentences=number)
            for other, number in sorted(found.items(), key=lambda item: (-item[1], item[0]))[:_MOST_SHOWN]
        )
        for entity, found in counts.items()
    }


def _names_by_sentence(shown: Iterable[Shown]) -> Iterable[set[str]]:
    sentences: dict[Span, set[str]] = defaultdict(set)
    for one in shown:
        if one.entity is not None and one.ref.kind in ("person", "organisation", "place"):
            sentences[one.sentence].add(one.entity)
    return (names for names in sentences.values() if 1 < len(names) <= _MOST_NAMES)
