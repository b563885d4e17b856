"""Finds the figures of an article: one pass over each sentence's tokens, each reading screened, then described."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from generator.annotate.figures.currencies import local_currency
from generator.annotate.figures.drafts import Draft, draft_figure, draft_multiple, settle
from generator.annotate.figures.knowledge import CLASSES, GROUPS, MULTIPLES, PARTS, PEOPLE_EVENTS, SCALES, SMALL, TENS, VAGUE
from generator.annotate.figures.left_out import find_subject, noun_before, same_before, stands_for_another
from generator.annotate.figures.neighbours import settle_neighbours
from generator.annotate.figures.nouns import Counted
from generator.annotate.figures.numbers import starts_number
from generator.annotate.figures.readings import find_reading
from generator.annotate.figures.screens import one_matters, read_sentence
from generator.annotate.figures.tokens import OPAQUE, SIGN, Token, find_tokens
from generator.model import Article, Figure, Kind, Mention, Modifier, Span

# A sentence without one of these holds no figure; asked before anything else, most sentences of an article cost no more than this.
_CANDIDATE = re.compile(
    r"\d|[¼-¾⅐-⅞]|\b(?:" + "|".join(sorted({*SMALL, *TENS, *SCALES, *GROUPS, *PARTS, *VAGUE, *MULTIPLES, "hundred"})) + r")\b",
    re.IGNORECASE,
)
_ELLIPSIS_REACH = 3  # sentences back in which an elliptical figure finds its noun
_NEAR = 25  # tokens within which another count speaks for "one"
_PERSON = CLASSES["person"]


class _Noun(NamedTuple):
    """A counted noun met earlier, for figures that leave theirs out."""

    text: str
    head: str
    span: Span
    sentence: int


def find_figures(article: Article, sentences: Sequence[Span], taken: Sequence[Span] = ()) -> tuple[Mention[Figure], ...]:
    """The figures in `sentences`, in order, none overlapping another.

    `taken`: spans of names and dates found by others; a number inside one is no figure, unless it measures time ("24 hours" is a span of
    dates too, and stays a figure). The result is right without them as well. Claimant and place are left to a later step.
    Never fails on any text; linear in its length.
    """
    closed = sorted(taken)
    continental = _CONTINENTAL.search(article.text) is not None
    met: list[_Noun] = []
    found: list[Mention[Figure]] = []
    for number, span in enumerate(sentences):
        if _CANDIDATE.search(article.text, span.start, span.end) is None:
            continue
        inside = closed[bisect_left(closed, Span(span.start, 0)) : bisect_left(closed, Span(span.end, 0))]
        tokens = find_tokens(article.text, span)
        before: Draft | None = None
        for draft in _drafts(article.text, span, tokens, inside, continental=continental):
            found.append(_described(article.text, tokens, draft, number, met, before))
            before = draft
    return tuple(found)


# Evidence that an article groups thousands with points: "1.234.567" or "1.234,50".
_CONTINENTAL = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3}){2,}(?![\d.])|(?<![\d.,])\d{1,3}(?:\.\d{3})+,\d{1,2}(?!\d)")


def _drafts(text: str, span: Span, tokens: Sequence[Token], taken: Sequence[Span], *, continental: bool) -> Iterator[Draft]:
    """The figures of one sentence, in order, none overlapping another."""
    sentence = read_sentence(text, span.start, span.end, tokens)
    drafts: list[Draft] = []
    i = 0
    while i < len(tokens):
        multiple = draft_multiple(tokens, i) if tokens[i].low in MULTIPLES else None
        if multiple is not None:
            drafts.append(multiple)
        reading = find_reading(tokens, i) if tokens[i].kind == SIGN or (starts_number(tokens[i]) and not _is_rest(tokens, i)) else None
        if reading is None:
            i += 1
            continue
        draft = draft_figure(tokens, settle(tokens, reading, continental=continental), sentence)
        if draft is not None and not _is_taken(tokens, draft, taken):
            drafts.append(draft)
        i = max(i + 1, reading.end if draft is None else draft.end)
    last = 0
    for draft in settle_neighbours(tokens, [draft for draft in drafts if not draft.is_one or _matters(tokens, draft, drafts)]):
        if draft.first >= last:
            last = draft.end
            yield draft


def _is_rest(tokens: Sequence[Token], i: int) -> bool:
    """Whether a scale word goes on with digits that were not read: the "billion" of "X1.5 billion"."""
    before = tokens[i - 1] if i else None
    return before is not None and before.kind == OPAQUE and before.text[-1].isdigit() and tokens[i].low in SCALES


def _matters(tokens: Sequence[Token], one: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether a bare "one" is a figure: see `one_matters`; other counts within reach speak for it."""
    others = sum(
        other.reading is not None and other.unit is None and other.reading.shape == "single" and 0 < abs(other.first - one.first) < _NEAR
        for other in drafts
        if not other.is_one
    )
    return one_matters(tokens, one.counted, event=one.event.lemma if one.event else None, others=others)


def _is_taken(tokens: Sequence[Token], draft: Draft, taken: Sequence[Span]) -> bool:
    """Whether the number lies inside a name or date found by others. Spans of time stay figures: they are both; and what is a sum of money
    altogether ("R35m") is no name."""
    if draft.reading is None or draft.dimension in ("time", "age"):
        return False
    number = draft.reading.start.number
    core = Span(tokens[number.first].start, tokens[number.end - 1].end)
    whole = Span(tokens[draft.reading.first].start, tokens[draft.end - 1].end)
    return any(span.holds(core) and not (draft.dimension == "money" and whole.holds(span)) for span in taken)


# ------------------------------------------------------------------ the mention


def _described(text: str, tokens: Sequence[Token], draft: Draft, number: int, met: list[_Noun], before: Draft | None) -> Mention[Figure]:
    span = Span(tokens[draft.first].start, tokens[draft.end - 1].end)
    figure = Figure(
        low=_plain(draft.low),
        high=_plain(draft.high),
        modifier=draft.modifier,
        modifier_text=_words(text, tokens, *draft.words),
        unit=local_currency(text, draft.unit.code, _words(text, tokens, *draft.unit_words)) if draft.unit else None,
        unit_text=_words(text, tokens, *draft.unit_words),
        dimension=draft.dimension,
        event=draft.event.lemma if draft.event else None,
        event_text=_words(text, tokens, draft.event.first, draft.event.end) if draft.event else "",
        vague=draft.vague,
        change=draft.change,
        per=draft.per,
        conversion=Span(tokens[draft.conversion[0]].start, tokens[draft.conversion[1] - 1].end) if draft.conversion else None,
    )
    score, why = 0.95, draft.why
    known = draft.dimension != "count" or draft.counted is not None
    if draft.counted is not None:
        counted = draft.counted
        phrase = Span(tokens[counted.first].start, tokens[counted.tail - 1].end)
        head = tokens[counted.head].text
        figure = replace(figure, counted=" ".join(phrase.of(text).split()), counted_head=head, counted_span=phrase)
        if draft.dimension == "count":
            met.append(_Noun(_words(text, tokens, counted.first, counted.head + 1), head, phrase, number))
    elif draft.dimension == "count" and draft.reading is not None and (subject := find_subject(tokens, draft)) is not None:
        noun = _noun(text, tokens, subject, number)
        figure = replace(figure, counted=noun.text, counted_head=noun.head, counted_span=noun.span)
        met.append(noun)
        known = True
        why = f"{why}; of {noun.head.lower()!r} before"
    elif draft.dimension == "count" and draft.reading is not None:
        figure, note = _of_another(text, tokens, figure, draft, number, met, before)
        if not note:
            figure, note = _with_noun_left_out(figure, draft, number, met)
        score, why, known = (0.85, f"{why}; {note}", True) if note else (0.75, why, False)
    if not known:
        met.append(_Noun("", "", span, number))  # what follows it is not of what stands before it
    return Mention(span=span, kind=Kind.FIGURE, value=figure, found_by="figure-rules", score=score, why=why)


def _noun(text: str, tokens: Sequence[Token], counted: Counted, number: int) -> _Noun:
    phrase = Span(tokens[counted.first].start, tokens[counted.tail - 1].end)
    return _Noun(" ".join(phrase.of(text).split()), tokens[counted.head].text, phrase, number)


def _of_another(
    text: str, tokens: Sequence[Token], figure: Figure, draft: Draft, number: int, met: list[_Noun], before: Draft | None
) -> tuple[Figure, str]:
    """ "87 stations, not 312", "15,000 people; the police spoke of 4,500": the noun of the figure before it."""
    asked = stands_for_another(tokens, draft)
    if not asked and before is not None and same_before(tokens, draft, before):
        asked = "here"
    fits = [noun for noun in met if asked != "person" or noun.head.lower() in _PERSON]
    last = fits[-1] if fits else None
    if asked and last is not None and last.head and number - last.sentence <= (asked in ("near", "them")):
        noun: _Noun | None = last
    else:
        them = noun_before(tokens, draft) if asked == "them" else None
        noun = _noun(text, tokens, them, number) if them is not None else None
    if noun is None:
        return figure, ""
    figure = replace(figure, counted=noun.text, counted_head=noun.head, counted_span=noun.span)
    return figure, f"noun taken from {noun.text!r} before"


def _plain(value: Decimal | None) -> Decimal | None:
    """The same number without an exponent or zeros at the end."""
    if value is None:
        return None
    return value.quantize(Decimal(1)) if value == value.to_integral_value() and value.adjusted() < 27 else value.normalize()


def _words(text: str, tokens: Sequence[Token], first: int, end: int) -> str:
    return " ".join(text[tokens[first].start : tokens[end - 1].end].split()) if first < end else ""


def _with_noun_left_out(figure: Figure, draft: Draft, number: int, met: Sequence[_Noun]) -> tuple[Figure, str]:
    """ "12 killed and 30 wounded", "another 59,000 told to leave": the noun of the nearest earlier figure about people, else "people"."""
    event = draft.event.lemma if draft.event else None
    if event not in PEOPLE_EVENTS and draft.modifier is not Modifier.ANOTHER:
        return figure, ""
    for noun in reversed(met):
        if number - noun.sentence > _ELLIPSIS_REACH:
            break
        if not noun.head:
            continue
        if noun.sentence < number and event in PEOPLE_EVENTS and _has_rivals(noun, met):
            break  # "38 civilians and 14 soldiers died. The government had spoken of 36 dead."
        if noun.head.lower() in _PERSON or (
            draft.modifier is Modifier.ANOTHER and number - noun.sentence <= 1 and event not in PEOPLE_EVENTS
        ):
            return replace(
                figure, counted=noun.text, counted_head=noun.head, counted_span=noun.span
            ), f"noun taken from {noun.text!r} before"
    if event in PEOPLE_EVENTS:
        return replace(figure, counted="people", counted_head="people"), f"{event!r} is said of people"
    return figure, ""


def _has_rivals(noun: _Noun, met: Sequence[_Noun]) -> bool:
    """Whether its sentence counts people of another kind beside those of this noun: then a later number may be of either, or of all."""
    heads = {other.head.lower() for other in met if other.sentence == noun.sentence and other.head.lower() in _PERSON}
    return len(heads) > 1 and noun.head.lower() in heads
