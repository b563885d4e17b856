"""Owns what a decision points to: the places of its quotation in the article, and the figure there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.anchors import find_anchor, like_id
from generator.model import Anchor, Annotated, Figure, Mention, Ref, Span, ref


def places_at(anchor: Anchor, annotated: Mapping[str, Annotated]) -> tuple[Span, ...] | str:
    """The places that the anchor means, one at least, or, as words for a person, why there is none."""
    article = annotated.get(anchor.article)
    if article is None:
        near = like_id(anchor.article, annotated)
        return f"no article has the id `{anchor.article}`{f' ({near[0].lower()}{near[1:]})' if near else ''}"
    places = find_anchor(article.article.text, anchor)
    return places or f"article `{anchor.article}` does not hold the words “{anchor.exact}” with such words around them"


def figures_at(anchor: Anchor, annotated: Mapping[str, Annotated]) -> tuple[Mention[Figure], ...] | str:
    """The figure that the anchor points to as a tuple of one, or, as words for a person, why there is none."""
    places = places_at(anchor, annotated)
    if isinstance(places, str):
        return places
    found = _overlapping(annotated[anchor.article].figures, places)
    if not found:
        return f"no figure was found at “{anchor.exact}” in article `{anchor.article}`"
    if len(found) > 1:
        return f"“{anchor.exact}” in article `{anchor.article}` points to {len(found)} figures"
    return tuple(found)


def _overlapping(figures: Sequence[Mention[Figure]], places: Sequence[Span]) -> list[Mention[Figure]]:
    inside = [figure for figure in figures if any(figure.span.overlaps(place) for place in places)]
    # "120,000" may also lie within a longer number elsewhere: whole figures go before touched ones.
    whole = [figure for figure in inside if any(place.holds(figure.span) or figure.span.holds(place) for place in places)]
    return whole or inside


def refs_at(anchors: Sequence[Anchor], annotated: Mapping[str, Annotated]) -> tuple[tuple[Ref, ...], tuple[str, ...]]:
    """The figures that the anchors point to, and what to tell of those that point to none."""
    refs: list[Ref] = []
    failures: list[str] = []
    for anchor in anchors:
        found = figures_at(anchor, annotated)
        if isinstance(found, str):
            failures.append(found)
        else:
            refs += [ref(annotated[anchor.article].article, figure) for figure in found]
    return tuple(dict.fromkeys(refs)), tuple(failures)
