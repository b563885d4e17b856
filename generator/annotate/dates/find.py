"""Finds the dates of one article: the grammar, then the calendar."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from generator.annotate.dates import grammar, words
from generator.annotate.dates.resolve import Placed, resolve
from generator.annotate.dates.tense import tense
from generator.model import Article, DateInterval, Kind, Mention, Span

DATES_VERSION = "1"


def find_dates(article: Article, sentences: Sequence[Span]) -> tuple[Mention[DateInterval], ...]:
    """The dates, lengths of time and times of day of an article, by place in the text, without overlaps.

    Relative dates count from `article.published`, or from the dates of the text before them where the article tells a history; what
    cannot be resolved has the value "" and no days. Two dates of a range ("from Monday to Friday") are two mentions.
    Values are those of EDTF where it has one, and of TIMEX3 for weeks, quarters, seasons, halves, parts of the day, decades and
    centuries; lengths are ISO 8601. `DateInterval.edtf` prints them as EDTF.
    """
    published = article.published.value if article.published else None
    placed = read_article(article, sentences)
    return tuple(
        Mention(
            span=Span(found.reading.start, found.reading.end),
            kind=Kind.DATE,
            value=found.interval,
            found_by="dates",
            score=found.score,
            why=found.why,
        )
        for found in resolve(placed, published)
    )


def read_article(article: Article, sentences: Sequence[Span]) -> tuple[Placed, ...]:
    """What the article's date expressions say, before any calendar: the readings with their tense and their paragraph."""
    return tuple(_placed(article, sentences))


def _placed(article: Article, sentences: Sequence[Span]) -> Iterator[Placed]:
    breaks = [block.span.start for block in article.blocks]
    for sentence in sentences:
        if not words.may_hold_date(article.text, sentence):
            continue
        tokens = tuple(words.cut(article.text, sentence))
        before = None
        for reading in grammar.read(tokens):
            yield Placed(
                reading=reading,
                tense=tense(tokens, reading.first, reading.last),
                paragraph=bisect_right(breaks, reading.start),
                ends_range=before is not None and _is_range(tokens, before.last, reading.first),
            )
            before = reading


def _is_range(tokens: Sequence[words.Token], first: int, last: int) -> bool:
    """Whether the words between two dates make them a range: "to", "until", "through", a dash."""
    between = [token.code for token in tokens[first:last]]
    return bool(between) and len(between) <= 2 and between[0] in ("TO", words.DASH) and set(between) <= {"TO", words.DASH, "THE"}
