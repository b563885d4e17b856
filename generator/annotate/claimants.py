"""Who gives a figure, and the place that it is about, from the reading of who says what."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from generator.annotate.quotes.lexicon import context, verbs
from generator.model import Article, Figure, Kind, Mention, Name, Quote, QuoteKind, Span, Stance, Use

CLAIMANTS_VERSION = "4"

_REACH = 70  # characters between a figure and a place behind it
_CHAIN = re.compile(r"(?:['’]s)?\s+(?:the\s+)?\Z")
# "in Kursk", "across the northern Kursk region": at most one word between the preposition and the name.
_AT = re.compile(
    r"(?:\A|\s)(?:in|from|of|across|near|around|into|inside|throughout|outside|at|off|along|through|between)\s+(?:the\s+)?(?:[a-z]+\s+)?\Z"
)
_BREAK = re.compile(r"[;:()“”\"]|,\s|\b(?:while|but|who|which|that|said|according|with|after|before|when)\b")
_FRONTED = re.compile(r"\s*(?:In|Across|Near|Around|Throughout|At|Off|Along)\s+(?:the\s+)?(?:[a-z]+\s+)?\Z")
# "not 60 as the club claimed in May": whose figure is set against another one.
_AS_SAID = re.compile(
    r"(?:\s+(?!as\b)[\w’'-]+){0,3}\s+as\s+(?P<who>(?!(?:he|she|it|they|we|I|you)\b)(?:the\s+)?[\w’'-]+(?:\s+[\w’'-]+){0,4}?)"
    r"\s+(?:had\s+|has\s+|have\s+|first\s+|originally\s+)*(?:claimed|claims|claim|said|says|say|reported|stated|insisted|announced|maintained)\b"
)
_AGAINST = re.compile(r"\b(?:not|rather than|instead of)\s+\Z")
_WORD = re.compile(r"\w+")


def find_claimants(
    article: Article,
    sentences: Sequence[Span],
    names: Sequence[Mention[Name]],
    quotes: Sequence[Mention[Quote]],
    figures: Sequence[Mention[Figure]],
) -> tuple[Mention[Figure], ...]:
    """The figures with `claimant`, `claimant_kind` and `place` filled where the sentence gives them, in the order given.

    A figure inside reported words has their speaker as its claimant: "named" for a name, "official" for a phrase such as "the
    region's governor" or "officials", "unnamed" for any other ("a source", "residents"). Words that somebody denies or doubts,
    criticises or wants give no claimant: they state no figure. `place` is the place name that the figure's clause attaches with a
    preposition behind it, or that opens the sentence; precision first, so a place across a comma or another clause is none.
    """
    starts = [sentence.start for sentence in sentences]
    name_starts = [name.span.start for name in names]
    ordered = sorted(quotes, key=lambda quote: quote.span)
    quote_starts = [quote.span.start for quote in ordered]
    found = []
    for mention in figures:
        number = bisect_right(starts, mention.span.start) - 1
        sentence = sentences[number] if number >= 0 and sentences[number].holds(mention.span) else None
        quote = _holding(
            ordered[max(0, bisect_right(quote_starts, mention.span.start) - 2) : bisect_left(quote_starts, mention.span.end)], mention
        )
        value = mention.value
        if other := _set_against(article.text, sentence, mention):
            value = replace(value, claimant=other, claimant_kind=_kind(names, name_starts, other, other.of(article.text)))
        elif quote is not None and quote.speaker is not None and _states(article.text, quote):
            value = replace(value, claimant=quote.speaker, claimant_kind=_kind(names, name_starts, quote.speaker, quote.speaker_text))
        if sentence is not None:
            here = names[bisect_left(name_starts, sentence.start) : bisect_left(name_starts, sentence.end)]
            if place := _place(article.text, sentence, here, mention):
                value = replace(value, place=place)
        found.append(mention if value is mention.value else replace(mention, value=value))
    return tuple(found)


def _holding(quotes: Sequence[Mention[Quote]], mention: Mention[Figure]) -> Quote | None:
    """The quotation that holds the figure; quotations do not overlap."""
    return next((quote.value for quote in quotes if quote.span.overlaps(mention.span)), None)


def _states(text: str, quote: Quote) -> bool:
    """Whether the speaker states what the words say, rather than denies, demands or criticises it."""
    if quote.stance is Stance.DENIED:
        return False
    if quote.cue is None or quote.kind is QuoteKind.DIRECT:
        return True
    words = quote.cue.of(text).casefold().split()
    if words[-1] == "to" or words[0] == "in":  # according to, in the words of
        return True
    known = verbs().get(words[0], ())
    return words[0] in context("stating") or any(
        verb.frames & {"clause", "that", "tell"} and verb.lemma not in context("denying") for verb in known
    )


def _set_against(text: str, sentence: Span | None, mention: Mention[Figure]) -> Span | None:
    """Who gave a figure that another one is set against: `41 stewards, not 60 as the club claimed`."""
    if sentence is None or not _AGAINST.search(text, max(sentence.start, mention.span.start - 20), mention.span.start):
        return None
    said = _AS_SAID.match(text, mention.span.end, sentence.end)
    return Span(*said.span("who")) if said else None


def _kind(names: Sequence[Mention[Name]], starts: Sequence[int], span: Span, text: str | None) -> str:
    near = names[max(0, bisect_right(starts, span.start) - 1) : bisect_left(starts, span.end)]
    if any(name.span.overlaps(span) and 3 * (name.span.end - name.span.start) >= 2 * (span.end - span.start) for name in near):
        return "named"
    said = (text or "").removeprefix("The ").removeprefix("the ")
    if said and said.split()[0].casefold() not in context("people") and all(word[:1].isupper() for word in said.split() if len(word) > 3):
        return "named"
    words = _WORD.findall(said.casefold())
    if any(word in context("unnamed") for word in words):
        return "unnamed"
    return "official" if any(word in context("official") for word in words) else "unnamed"


# ---------------------------------------------------------------- the place


def _place(text: str, sentence: Span, names: Sequence[Mention[Name]], mention: Mention[Figure]) -> Span | None:
    places = [name for name in names if name.kind is Kind.PLACE and name.value.use is Use.LOCATION]
    for number, name in enumerate(places):
        if name.span.start < mention.span.end:
            continue
        if name.span.start - mention.span.end > _REACH:
            break
        between = text[mention.span.end : name.span.start]
        if _BREAK.search(between):
            break
        if not _AT.search(between) or (mention.value.dimension == "length" and re.search(r"\b(?:from|of)\s", between)):
            continue
        return _last_of_chain(text, places, number)
    opening = next((number for number, name in enumerate(places) if _FRONTED.fullmatch(text, sentence.start, name.span.start)), None)
    if opening is not None and places[opening].span.end <= mention.span.start:
        between = text[places[opening].span.end : mention.span.start]
        if between.count(",") <= 1 and not re.search(r"[;:]|\b(?:while|but)\b", between):
            return _last_of_chain(text, places, opening)
    return None


def _last_of_chain(text: str, places: Sequence[Mention[Name]], number: int) -> Span:
    """The place that is meant by "Russia's Kursk region": the last one."""
    while number + 1 < len(places) and text[places[number].span.end] in "'’":
        if not _CHAIN.fullmatch(text, places[number].span.end, places[number + 1].span.start):
            break
        number += 1
    return places[number].span
