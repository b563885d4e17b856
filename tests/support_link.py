"""Builders for the tests of linking: articles whose names are marked in their text, "[p Ada Storm] said in [l Kursk]"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from generator.link import Gazetteer, load_gazetteer
from generator.model import (
    Annotated,
    Article,
    Block,
    Entity,
    Figure,
    How,
    Kind,
    Known,
    Linked,
    Mention,
    Name,
    Quote,
    QuoteKind,
    Ref,
    Role,
    Span,
    ref,
)
from generator.text import sentences

_MARK = re.compile(r"\[(?P<kind>[plo]) (?P<text>[^\]|]+)(?:\|(?P<role>[^\]]*))?\]")
_KINDS = {"p": Kind.PERSON, "l": Kind.PLACE, "o": Kind.ORGANISATION}


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer that ships, loaded once for all tests."""
    return load_gazetteer()


def marked(ident: str, text: str, *, on: str | None = None) -> Annotated:
    """An article: "[p Name|role]", "[l Place]", "[o Organisation|ACRONYM]" become mentions, the marks themselves vanish."""
    plain, names, end = "", [], 0
    for match in _MARK.finditer(text):
        plain += text[end : match.start()]
        kind, words, extra = _KINDS[match["kind"]], match["text"], match["role"]
        value = Name(text=words)
        if extra and kind is Kind.PERSON:
            value = replace(value, role=extra)
        elif extra:
            value = replace(value, acronym=extra)
        names.append(Mention(span=Span(len(plain), len(plain) + len(words)), kind=kind, value=value, found_by="test", score=1.0))
        plain += words
        end = match.end()
    plain += text[end:]
    published = Known(value=date.fromisoformat(on), how=How.DECLARED, why="") if on else None
    article = Article(id=ident, text=plain, blocks=(Block(span=Span(0, len(plain)), role=Role.PARAGRAPH),), published=published)
    return Annotated(article=article, sentences=sentences(plain), names=tuple(names))


def with_quote(annotated: Annotated, words: str, speaker: str) -> Annotated:
    """The article with a quotation of `words` by the first mention of `speaker`."""
    start, said = annotated.article.text.index(words), annotated.article.text.index(speaker)
    value = Quote(kind=QuoteKind.DIRECT, words=words, speaker=Span(said, said + len(speaker)))
    quote = Mention(span=Span(start, start + len(words)), kind=Kind.QUOTE, value=value, found_by="test", score=1.0)
    return replace(annotated, quotes=(quote,))


def with_figure(annotated: Annotated, words: str, *, claimant: str, place: str) -> Annotated:
    """The article with a figure that the first mention of `claimant` gives about the first mention of `place`."""
    text = annotated.article.text
    value = Figure(low=None, high=None, claimant=_span(text, claimant), place=_span(text, place))
    figure = Mention(span=_span(text, words), kind=Kind.FIGURE, value=value, found_by="test", score=1.0)
    return replace(annotated, figures=(figure,))


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def ids(linked: Linked, ident: str, kind: Kind | None = None) -> list[str | None]:
    """The entity ids of an article's mentions, in order."""
    return [linked.entity_of.get(address) for address, _ in mentions(linked, ident, kind)]


def mentions(linked: Linked, ident: str, kind: Kind | None = None) -> Iterator[tuple[Ref, Mention[Name]]]:
    annotated = next(each for each in linked.articles if each.article.id == ident)
    for mention in annotated.names:
        if kind is None or mention.kind is kind:
            yield ref(annotated.article, mention), mention


def entity(linked: Linked, ident: str) -> Entity:
    return next(each for each in linked.entities if each.id == ident)


def by_name(linked: Linked) -> dict[str, list[str]]:
    """Name -> ids of the entries of that name."""
    found: dict[str, list[str]] = {}
    for each in linked.entities:
        found.setdefault(each.name, []).append(each.id)
    return found


def partition(linked: Linked, idents: Sequence[str]) -> set[frozenset[tuple[str, str, int, int]]]:
    """Which mentions of these articles are one, whatever their ids."""
    groups: dict[str, set[tuple[str, str, int, int]]] = {}
    for address, identity in linked.entity_of.items():
        if address.article in idents:
            groups.setdefault(identity, set()).add((address.article, str(address.kind), address.start, address.end))
    return {frozenset(group) for group in groups.values()}
