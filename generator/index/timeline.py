"""Owns the timeline: what the articles say happened when, one line for each dated sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from generator.model import Annotated, DateInterval, Event, Kind, Mention, Precision, Role, Shown
from generator.text import flat

# An interval without a place in time has no line: "for three years", "recently".
_NO_LINE = frozenset({Precision.DURATION, Precision.VAGUE})
_LEAST = 0.6  # a date as unsure as this or less is no event: "he will be sorry tomorrow", the hours of a curfew
_CLOCK = re.compile(r"T(\d\d):(\d\d)")
# Where a part of the day stands among the hours, for the order of reading alone; the words of a date that give no hour of their own.
_PARTS = {"dawn": 5, "sunrise": 6, "morning": 8, "noon": 12, "midday": 12, "lunchtime": 13, "afternoon": 15, "dusk": 18, "sunset": 18,
          "evening": 19, "tonight": 21, "overnight": 23, "night": 22, "midnight": 24}  # fmt: skip
_WORD = re.compile(r"[a-z]+")
_UNTIMED = (99, 0)  # after every hour


def find_events(articles: Sequence[Annotated], shown_by_article: Mapping[str, Sequence[Shown]]) -> tuple[Event, ...]:
    """The dated sentences in order of time: by start, the shorter interval first; within a day the earliest known time first and those
    of no known time last; then by article and place in the text.

    One event for each date of a sentence: "Wednesday ... late Wednesday" is one. The same words
    with the same date in several articles (a wire story) are one event with several mentions. A date that could not be resolved, a
    duration and a date of the far past or future (outside the years 1 to 9999) have no line. Nor has the date of a dateline, which says
    when the article was written and nothing of what happened, nor one that is all of its sentence, nor a date that is quite unsure.
    """
    events: dict[tuple[str, str], Event] = {}
    for annotated in articles:
        text = annotated.article.text
        shown = shown_by_article[annotated.article.id]
        by_start = {(one.ref.start, one.ref.end): one for one in shown if one.ref.kind is Kind.DATE}
        names = [one for one in shown if one.entity and one.ref.kind in (Kind.PERSON, Kind.ORGANISATION, Kind.PLACE)]
        datelines = [block.span for block in annotated.article.blocks if block.role is Role.DATELINE]
        for mention in annotated.dates:
            edtf = mention.value.edtf
            if mention.value.start is None or mention.value.end is None or not edtf or mention.value.precision in _NO_LINE:
                continue
            if mention.score < _LEAST:
                continue
            one = by_start[mention.span.start, mention.span.end]
            sentence = flat(one.sentence.of(text)).casefold()
            if any(span.holds(mention.span) for span in datelines) or _alone(sentence, flat(mention.span.of(text)).casefold()):
                continue
            before = events.get((edtf, sentence))
            if before is None:
                events[edtf, sentence] = _event(mention, one, names, text)
            elif all(other.ref.article != one.ref.article for other in before.shown):
                events[edtf, sentence] = _also(before, one)
    return tuple(sorted(events.values(), key=_order))


def _alone(sentence: str, date: str) -> bool:
    """Whether the sentence holds nothing but the date: "Friday, July 21, 2017."."""
    return not any(char.isalnum() for char in sentence.replace(date, "", 1))


def _event(mention: Mention[DateInterval], one: Shown, names: Sequence[Shown], text: str) -> Event:
    value = mention.value
    assert value.start is not None and value.end is not None  # asked before
    return Event(
        value=value.edtf,
        start=value.start,
        end=value.end,
        precision=value.precision,
        approximate=value.approximate,
        relative=value.relative,
        shown=(one,),
        entities=tuple(
            dict.fromkeys(name.entity for name in names if name.entity and one.sentence.start <= name.ref.start < one.sentence.end)
        ),
        time=_time(value, mention.span.of(text)),
    )


def _time(value: DateInterval, words: str) -> str:
    """The hour of the value, or the part of the day that the date's words name; "" where neither is known."""
    if clock := _CLOCK.search(value.value):
        return f"{clock.group(1)}:{clock.group(2)}"
    if value.precision is not Precision.DAYPART:
        return ""
    return next((word for word in _WORD.findall(words.casefold()) if word in _PARTS), "")


def _also(event: Event, one: Shown) -> Event:
    return replace(event, shown=(*event.shown, one))


def _order(event: Event) -> tuple[object, ...]:
    first = event.shown[0].ref
    return (event.start, event.end, event.value.split("T")[0], _hour(event.time), event.value, first.article, first.start, first.end)


def _hour(time: str) -> tuple[int, int]:
    if ":" in time:
        hour, minute = time.split(":")
        return int(hour), int(minute)
    return (_PARTS[time], 0) if time else _UNTIMED
