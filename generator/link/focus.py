"""Owns what an article is about: the places that carry it, rather than those it merely names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from generator.link.places import Placed
from generator.model import Annotated, Kind, Ref, Role, Use, ref

_TITLE, _FIRST, _DATELINE, _METONYM = 3.0, 2.0, 0.5, 0.2
_FIRST_CHARACTERS = 600
_AT_MOST = 3
_LEAST_SHARE, _OF_THE_FIRST = 0.12, 0.5  # of the weight of all places; of that of the first
# Small places say more about what an article is about than the country around them.
_KIND = {"settlement": 1.2, "district": 1.2, "region": 1.2, "facility": 1.1, "country": 0.8, "continent": 0.4, "area": 0.9}


def focus_of(annotated: Annotated, placed: Mapping[Ref, Placed], uses: Mapping[Ref, Use], entity_of: Mapping[Ref, str]) -> tuple[str, ...]:
    """Entity ids of the places that the article is about, first the most; empty where no place carries it.

    A mention weighs more in the title and near the beginning, less as a government; a place lends half its weight to the region it lies in.
    """
    weight: defaultdict[str, float] = defaultdict(float)
    upper: dict[str, str] = {}
    by_place: dict[int, str] = {}
    for mention in annotated.names:
        address = ref(annotated.article, mention)
        if (found := placed.get(address)) and found.place and address in entity_of:
            by_place[found.place.number] = entity_of[address]
    start = next((block.span.start for block in annotated.article.blocks if block.role is Role.PARAGRAPH), 0)
    titles = [block.span for block in annotated.article.blocks if block.role is Role.TITLE]
    for mention in annotated.names:
        address = ref(annotated.article, mention)
        found = placed.get(address)
        if mention.kind is not Kind.PLACE or found is None or address not in entity_of:
            continue
        value = _KIND.get(found.place.kind, 0.8) if found.place else 0.7
        if any(span.holds(mention.span) for span in titles):
            value *= _TITLE
        elif mention.span.start < start + _FIRST_CHARACTERS:
            value *= _FIRST
        if uses.get(address) is Use.METONYM:
            value *= _METONYM
        weight[entity_of[address]] += value
        if found.place and found.place.parent is not None and found.place.parent in by_place:
            upper[entity_of[address]] = by_place[found.place.parent]
    for inner, outer in upper.items():
        if inner != outer:
            weight[outer] += weight[inner] / 2
    total = sum(weight.values())
    ranked = sorted(weight, key=lambda entity: (-weight[entity], entity))
    least = max(_LEAST_SHARE * total, _OF_THE_FIRST * weight[ranked[0]]) if ranked else 0.0
    return tuple(entity for entity in ranked if weight[entity] >= least)[:_AT_MOST]
