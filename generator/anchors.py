"""Owns where a decision points: a quotation of an article with what stands around it, found again after the article was edited."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model import Anchor, Article, Span

_NEEDED = 0.5  # of the characters around it, for a quotation among several whose surroundings were edited
_WORDS = 6  # words on either side that an anchor of ours quotes at most


def find_anchor(text: str, anchor: Anchor) -> tuple[Span, ...]:
    """The places that the anchor means, in order; white space counts as one space, and words are not found inside longer ones.

    Without prefix and suffix: every place of its words. With them: the places where both stand; else, in an edited article, the one
    place whose surroundings are clearly most alike, or the only place of the words. Empty: the words are gone, or nothing tells which.
    """
    places = _places(text, anchor.exact)
    before, after = _plain(anchor.prefix), _plain(anchor.suffix)
    if not places or not (before or after):
        return places
    alike = [_alike(text, place, before, after) for place in places]
    whole = len(before) + len(after)
    if exact := tuple(place for place, score in zip(places, alike, strict=True) if score == whole):
        return exact
    if len(places) == 1:
        return places
    best = max(alike)
    return (places[alike.index(best)],) if alike.count(best) == 1 and best >= whole * _NEEDED else ()


def make_anchor(article: Article, span: Span) -> Anchor:
    """The anchor of a place: its words, with as few words around them as tell it from every other place of the article."""
    text = article.text
    exact = _plain(span.of(text))
    bare = Anchor(article=article.id, exact=exact)
    for before, after in _surroundings(text, span):
        anchor = Anchor(article=article.id, exact=exact, prefix=before, suffix=after)
        if find_anchor(text, anchor) == (span,) and (before or after or text.count(exact) == 1):
            return anchor
    return bare


def _surroundings(text: str, span: Span) -> Iterator[tuple[str, str]]:
    before, after = text[max(0, span.start - 120) : span.start].split(), text[span.end : span.end + 120].split()
    for count in range(2, _WORDS + 1):
        yield " ".join(before[-count:]), " ".join(after[:count])


def _places(text: str, words: str) -> tuple[Span, ...]:
    parts = [re.escape(word) for word in words.split()]
    if not parts:
        return ()
    opening = r"(?<!\w)" if words.strip()[0].isalnum() else ""
    closing = r"(?!\w)" if words.strip()[-1].isalnum() else ""
    return tuple(Span(*match.span()) for match in re.finditer(opening + r"\s+".join(parts) + closing, text))


def _alike(text: str, place: Span, before: str, after: str) -> int:
    """How many characters around the place are those that the anchor quotes, counted outwards from it."""
    left = _plain(text[max(0, place.start - 2 * len(before) - 20) : place.start])
    right = _plain(text[place.end : place.end + 2 * len(after) + 20])
    return _common(before[::-1], left[::-1]) + _common(after, right)


def _common(wanted: str, found: str) -> int:
    count = 0
    for one, other in zip(wanted, found, strict=False):
        if one != other:
            break
        count += 1
    return count


def _plain(words: str) -> str:
    return " ".join(words.split())
