"""Owns the ledger: a row for each figure, with who says it, where and as of when."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from generator.index.order import published
from generator.model import Annotated, DateInterval, FigureRow, Kind, Linked, Mention, Precision, Shown, Span
from generator.text import flat


def make_rows(articles: Sequence[Annotated], shown_by_article: Mapping[str, Sequence[Shown]], linked: Linked) -> tuple[FigureRow, ...]:
    """The figures of all articles in order of date and text, numbered within their article from 1 (anchor "f-N")."""
    rows = []
    for annotated in articles:
        shown = {(one.ref.start, one.ref.end): one for one in shown_by_article[annotated.article.id] if one.ref.kind is Kind.FIGURE}
        for number, mention in enumerate(annotated.figures, start=1):
            one = shown[mention.span.start, mention.span.end]
            said_by = mention.value.claimant
            rows.append(
                FigureRow(
                    mention=mention,
                    shown=one,
                    number=number,
                    claimant=one.entity,
                    claimant_text=flat(said_by.of(annotated.article.text)) if said_by else None,
                    place=linked.place_of.get(one.ref),
                    as_of=mention.value.as_of or as_of(mention.span, one.sentence, annotated),
                    published=published(annotated.article),
                )
            )
    return tuple(rows)


def as_of(figure: Span, sentence: Span, annotated: Annotated) -> str | None:
    """The date that the sentence gives for the figure, as EDTF: that of its one date.

    None where it has none, several, one that the figure counts from ("since March") or is measured by ("compared with 8.78 m in 2013").
    """
    inside = [mention for mention in dates_in(sentence, annotated) if _is_day(mention.value)]
    values = {mention.value.edtf for mention in inside}
    if len(values) != 1 or any(is_since(mention.span, annotated.article.text) for mention in inside):
        return None
    if any(_is_yardstick(figure, mention.span, annotated.article.text) for mention in inside):
        return None
    return values.pop() or None


def _is_yardstick(figure: Span, date: Span, text: str) -> bool:
    between = text[figure.end : date.start].casefold().split() if figure.end <= date.start else ()
    return not _MEASURES_BY.isdisjoint(between)


def dates_in(sentence: Span, annotated: Annotated) -> list[Mention[DateInterval]]:
    """The dates within a sentence, in order."""
    start, end = sentence.start, sentence.end  # written out: asked for every figure, a method call a date would be half of the cost
    return [mention for mention in annotated.dates if start <= mention.span.start and mention.span.end <= end]


def is_since(date: Span, text: str) -> bool:
    """Whether "since" or "from" stands before the date: the figure then counts from that date on, it is not of that date."""
    before = text[max(date.start - _SINCE_REACH, 0) : date.start].casefold()
    if _SINCE.search(before) or text[date.start : date.end].casefold().startswith("since"):
        return True
    return bool(set(before[-24:].split()[-3:]) & {"since", "from", "after"})


def _is_day(value: DateInterval) -> bool:
    return value.start is not None and value.precision in _PLACED


_MEASURES_BY = frozenset({"compared", "than", "versus", "usual", "normal", "average", "record"})
_SINCE_REACH = 60  # characters: "since the outbreak began on 12 January"
_SINCE = re.compile(r"\bsince\b[^,.;:]*$")
_PLACED = frozenset(Precision) - {Precision.DURATION, Precision.VAGUE, Precision.DECADE, Precision.CENTURY}
