"""Who gives a figure: the speaker of the quotation that holds it; and the place that it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from generator.model import Article, Figure, Kind, Mention, Name, Quote, Span

_UNNAMED = re.compile(r"\b(?:sources?|witness(?:es)?|people familiar|insiders?)\b", re.I)
_AT = re.compile(r"\s+(?:in|from|of|across|near|around|into)\s+(?:the\s+)?\Z", re.I)


def find_claimants(
    article: Article,
    sentences: Sequence[Span],
    names: Sequence[Mention[Name]],
    quotes: Sequence[Mention[Quote]],
    figures: Sequence[Mention[Figure]],
) -> tuple[Mention[Figure], ...]:
    """The figures with `claimant`, `claimant_kind` and `place` filled where the sentence gives them."""
    return tuple(_claimed(article, sentences, names, quotes, figure) for figure in figures)


def _claimed(
    article: Article,
    sentences: Sequence[Span],
    names: Sequence[Mention[Name]],
    quotes: Sequence[Mention[Quote]],
    mention: Mention[Figure],
) -> Mention[Figure]:
    holding = [quote for quote in quotes if quote.span.overlaps(mention.span) and quote.value.speaker]
    figure = mention.value
    if holding:
        speaker = min(holding, key=lambda quote: quote.span.end - quote.span.start).value
        kind = "named" if any(speaker.speaker and name.span.overlaps(speaker.speaker) for name in names) else "official"
        if speaker.speaker_text and _UNNAMED.search(speaker.speaker_text):
            kind = "unnamed"
        figure = replace(figure, claimant=speaker.speaker, claimant_kind=kind)
    place = _place(article, sentences, names, mention)
    return replace(mention, value=replace(figure, place=place) if place else figure)


def _place(article: Article, sentences: Sequence[Span], names: Sequence[Mention[Name]], mention: Mention[Figure]) -> Span | None:
    """The first place named after the figure in its sentence with "in", "from" or the like before it."""
    sentence = next((span for span in sentences if span.holds(mention.span)), None)
    if sentence is None:
        return None
    for name in names:
        near = mention.span.end <= name.span.start < min(sentence.end, mention.span.end + 90)
        if near and name.kind is Kind.PLACE and _AT.search(article.text, mention.span.end, name.span.start):
            return name.span
    return None
