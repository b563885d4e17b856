"""Owns where a decision points: a quotation of an article with what stands around it, found again after the article was edited."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches

from generator.model import Anchor, Article, Decision, Span

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


# ---------------------------------------------------------------- articles by other names


def settle_articles(articles: Sequence[Article], decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """The decisions with the ids of the articles that they point into.

    An article may also be given by its file, or by the id that it had before its file was moved into the folder of a brief ("day2" for
    "mine-day2"), while one article only fits. What fits none or several stays as it is, for `like_id` to answer.
    """
    ids = {article.id for article in articles}
    if not any(_unknown(decision, ids) for decision in decisions):
        return tuple(decisions)
    known = _by_other_names(articles)

    def of(name: str) -> str:
        return name if name in ids else known.get(name.strip().lower(), name)

    return tuple(
        replace(
            decision,
            anchors=tuple(replace(anchor, article=of(anchor.article)) for anchor in decision.anchors),
            names=tuple(of(name) for name in decision.names) if decision.what == "metadata" else decision.names,
        )
        if _unknown(decision, ids)
        else decision
        for decision in decisions
    )


def _unknown(decision: Decision, ids: set[str]) -> bool:
    named = decision.names if decision.what == "metadata" else ()
    return any(name not in ids for name in (*named, *(anchor.article for anchor in decision.anchors)))


def _by_other_names(articles: Sequence[Article]) -> Mapping[str, str]:
    """File names, paths and bare ids in small letters -> the one article that each fits."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for article in articles:
        folder, _, file = article.path.rpartition("/")
        stem = file.rpartition(".")[0] or file
        names = {article.path, file, stem, f"{folder}/{stem}"}
        if (head := f"{_folded(folder)}-") != "-" and article.id.startswith(head):
            names.add(article.id.removeprefix(head))
        for name in names:
            found[name.lower()].add(article.id)
    return {name: next(iter(ids)) for name, ids in found.items() if len(ids) == 1 and name}


def _folded(folder: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", folder.lower()).strip("-")


def like_id(name: str, ids: Iterable[str]) -> str:
    """ "Did you mean `mine-day2`?" for an id that no article has; "" where none is like it."""
    known = sorted(ids)
    bare = name.strip().lower()
    near = [each for each in known if each.endswith(f"-{bare}")][:3] or get_close_matches(bare, known, n=1)
    return f"Did you mean {' or '.join(f'`{each}`' for each in near)}?" if near else ""
