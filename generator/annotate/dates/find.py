"""Finds the dates of one article: the grammar, then the calendar."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from generator.annotate.dates import grammar, words
from generator.annotate.dates.readings import Reading, Shape
from generator.annotate.dates.resolve import Placed, resolve
from generator.annotate.dates.tense import kind, tense
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
        readings = grammar.read(tokens)
        for reading in readings:
            told = tense(tokens, reading.first, reading.last)
            yield Placed(
                reading=reading,
                tense=told.direction,
                sure=told.beside,
                paragraph=bisect_right(breaks, reading.start),
                heads=_in_heading(article, breaks, reading),
                ends_range=before is not None and _is_range(tokens, before.last, reading.first),
                ends_quarter=_ends_quarter(tokens, before, reading),
                nearest=_of_figures(tokens, reading),
                reports=_reports(tokens, reading),
                idle=_figure_of_speech(article, breaks, tokens, reading) or _hours_of_every_night(tokens, readings, reading),
            )
            before = reading


_NEAR_REPORT = 4  # tokens before a date in which its verb stands: "told the Herald on Friday"


def _reports(tokens: Sequence[words.Token], reading: Reading) -> bool:
    """Whether a day of the news is that on which something was said: "a commission found on Friday", "on Friday said".

    Not "was found on Friday", nor "told me on 2 July": a day that is named by its month is one of the story.
    """
    if reading.shape not in (Shape.WEEKDAY, Shape.UNIT):
        return False
    if _text(tokens, reading.last) == "said":
        return True
    for index in range(reading.first - 1, max(-1, reading.first - 1 - _NEAR_REPORT), -1):
        if tokens[index].code in (words.STOP, words.COMMA):
            return False
        if _text(tokens, index) in kind("report"):
            return _text(tokens, index - 1) not in ("was", "were", "been", "be")
    return False


def _text(tokens: Sequence[words.Token], index: int) -> str:
    return tokens[index].text.lower() if 0 <= index < len(tokens) else ""


def _figure_of_speech(article: Article, breaks: Sequence[int], tokens: Sequence[words.Token], reading: Reading) -> bool:
    """Whether "tomorrow" within quotation marks tells how somebody will feel, not what will happen: "he will be sorry tomorrow"."""
    if reading.shape is not Shape.UNIT or reading.unit != "day" or reading.shift != 1 or reading.last - reading.first != 1:
        return False
    before = [token.text.lower() for token in tokens[max(0, reading.first - 4) : reading.first]]
    if not before or before[-1] not in kind("feeling") or not {"be", "feel", "am", "is", "are", "'m", "’m"} & set(before):
        return False
    told = article.text[breaks[max(0, bisect_right(breaks, reading.start) - 1)] if breaks else 0 : reading.start]
    return told.count('"') % 2 == 1 or told.count("“") > told.count("”")


_EVERY_NIGHT = frozenset("curfew curfews nightly daily every each".split())


def _hours_of_every_night(tokens: Sequence[words.Token], readings: Sequence[Reading], reading: Reading) -> bool:
    """Whether an hour is one of two of a range that holds every night: "a curfew from 9 p.m. to 5 a.m. since Sunday"."""
    if reading.shape is not Shape.CLOCK or _EVERY_NIGHT.isdisjoint(token.text.lower() for token in tokens):
        return False
    hours = [one for one in readings if one.shape is Shape.CLOCK]
    return any(reading in (one, other) and _is_range(tokens, one.last, other.first) for one, other in pairwise(hours))


_LONGEST_HEADING = 80  # characters


def _in_heading(article: Article, breaks: Sequence[int], reading: Reading) -> bool:
    """Whether a year opens a short line of its own that ends in no full stop: "2003: Invasion"."""
    at = bisect_right(breaks, reading.start) - 1
    if reading.year is None or at < 0:
        return False
    block = article.blocks[at].span
    return block.end - block.start <= _LONGEST_HEADING and article.text[block.end - 1] not in '.!?”"' and reading.start - block.start <= 8


def _ends_quarter(tokens: Sequence[words.Token], before: Reading | None, reading: Reading) -> bool:
    """Whether a date ends a quarter: "the three months ended Dec. 31", "the quarter to June"."""
    between = [token.text.lower() for token in tokens[before.last if before else 0 : reading.first]]
    if between[-2:-1] == ["quarter"] or between[-3:-2] == ["quarter"]:
        return not _ENDING.isdisjoint(between[-2:])
    if before is None or before.shape is not Shape.DURATION or before.unit != "month" or before.amount != 3:
        return False
    return 0 < len(between) <= 3 and not _ENDING.isdisjoint(between)


_ENDING = frozenset(("ended", "ending", "to", "through"))


_GOODS = frozenset(("delivery", "futures", "contract", "contracts", "options"))  # of the month ahead, whatever the verb says


def _of_figures(tokens: Sequence[words.Token], reading: Reading) -> bool:
    """Whether a bare month is the one that figures are of: "sales for October"."""
    before = tokens[reading.first - 1].text.lower() if reading.first else ""
    after = tokens[reading.last].text.lower() if reading.last < len(tokens) else ""
    bare = reading.shape is Shape.FIXED and reading.day is None and reading.month is not None
    return bare and before == "for" and after not in _GOODS


def _is_range(tokens: Sequence[words.Token], first: int, last: int) -> bool:
    """Whether the words between two dates make them a range: "to", "until", "through", a dash."""
    between = [token.code for token in tokens[first:last]]
    return bool(between) and len(between) <= 2 and between[0] in ("TO", words.DASH) and set(between) <= {"TO", words.DASH, "THE"}
