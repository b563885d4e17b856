"""Owns where a decision points: a quotation of the article, found again in its text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from generator.model import Anchor, Annotated, Figure, Mention, Ref, Span, ref


def find_anchor(text: str, anchor: Anchor) -> tuple[Span, ...]:
    """Every place of `anchor.exact` in the text with its prefix before and its suffix after, white space taken loosely.

    More than one: the anchor does not say which; none: the text has changed.
    """
    parts = [_loose(anchor.prefix), f"({_loose(anchor.exact)})", _loose(anchor.suffix)]
    pattern = r"\s*".join(part for part in parts if part)
    return tuple(Span(*match.span(1)) for match in re.finditer(pattern, text)) if anchor.exact.strip() else ()


def _loose(words: str) -> str:
    return r"\s+".join(re.escape(word) for word in words.split())


def figures_at(anchor: Anchor, annotated: Mapping[str, Annotated]) -> tuple[Mention[Figure], ...] | str:
    """The figure that the anchor points to as a tuple of one, or, as words for a person, why there is none."""
    article = annotated.get(anchor.article)
    if article is None:
        return f"no article has the id `{anchor.article}`"
    places = find_anchor(article.article.text, anchor)
    if not places:
        return f"article `{anchor.article}` does not hold the words “{anchor.exact}”"
    found = _overlapping(article.figures, places)
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
