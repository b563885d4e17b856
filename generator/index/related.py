"""Owns which articles report the same: they share rare names, close in time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import log, sqrt

from generator.index.order import published
from generator.model import Annotated

_NEIGHBOURS = 24  # in the list of an entity's articles by date, so many to each side are compared: a common name stays cheap
_MOST_SHOWN = 6
_LEAST = 0.12  # cosine; below it two articles share little more than a country
_FADE_DAYS = 10.0  # two articles this far apart count half


def find_related(articles: Sequence[Annotated], entities_of: Mapping[str, Sequence[str]]) -> Mapping[str, tuple[str, ...]]:
    """Article id -> ids of the articles that report the same event, nearest first; at most 6.

    `articles` in order of date; `entities_of` gives the entities of each article. The measure is the cosine of the articles'
    entities, the rare ones weighing more, halved for each ten days between the dates. Articles without a date do not fade.
    """
    holders: dict[str, list[int]] = defaultdict(list)
    for place, annotated in enumerate(articles):
        for entity in entities_of[annotated.article.id]:
            holders[entity].append(place)
    weight = {entity: log(1 + len(articles) / len(found)) ** 2 for entity, found in holders.items()}
    length = [sqrt(sum(weight[entity] for entity in entities_of[one.article.id])) or 1.0 for one in articles]
    common: dict[tuple[int, int], float] = defaultdict(float)
    for entity, found in holders.items():
        for first, left in enumerate(found):
            for right in found[first + 1 : first + 1 + _NEIGHBOURS]:
                common[left, right] += weight[entity]
    near: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for (left, right), dot in common.items():
        score = dot / (length[left] * length[right]) * _fade(articles[left], articles[right])
        if score >= _LEAST:
            near[left].append((-score, right))
            near[right].append((-score, left))
    return {
        articles[place].article.id: tuple(articles[other].article.id for _, other in sorted(found)[:_MOST_SHOWN])
        for place, found in near.items()
    }


def _fade(left: Annotated, right: Annotated) -> float:
    one, other = published(left.article), published(right.article)
    return 1.0 if one is None or other is None else 0.5 ** (abs((one - other).days) / _FADE_DAYS)
