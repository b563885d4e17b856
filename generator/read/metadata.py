"""What is known about an article, and how: title, date, authors, publisher, address, language, rights."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from generator.data import rows, words
from generator.model import Block, How, Known, Rights, Role, Span
from generator.problems import Problem
from generator.read.blocks import first_words
from generator.read.bylines import find_signature, is_name, parse_byline
from generator.read.date_lines import is_update
from generator.read.days import DAY, day_of, parse_day
from generator.read.drafts import Fields
from generator.read.head import PAPER
from generator.text import flat

T = TypeVar("T")

_DAY = re.compile(DAY, re.IGNORECASE)


def declared(values: Sequence[tuple[Fields, T | None]]) -> Known[T] | None:
    """The first value that is given; each comes with the fields that it stands in."""
    for fields, value in values:
        if value is not None:
            return Known(value=value, how=How.DECLARED, why=f"{fields.where} says so")
    return None


def find_title(text: str, blocks: Sequence[Block], fields: Sequence[Fields]) -> Known[str] | None:
    """The declared title, else the title in the text, else the beginning of the first sentence, marked as inferred."""
    given = declared([(each, each.title) for each in fields])
    if given:
        return given
    for block in blocks:
        if block.role is Role.TITLE:
            how = How.DECLARED if "declares" in block.why else How.FOUND
            return Known(value=flat(block.span.of(text)), how=how, why=block.why, span=block.span)
    for block in blocks:
        if block.role is Role.PARAGRAPH:
            why = "no title is given; this is how the first sentence begins"
            return Known(value=first_words(text[block.span.start : block.span.end]), how=How.INFERRED, why=why)
    return None


def find_published(text: str, blocks: Sequence[Block], fields: Sequence[Fields]) -> Known[date] | None:
    """The declared date, else a full date in the lines at the head or the byline; None: nothing but its sentences may tell."""
    given = declared([(each, each.published) for each in fields])
    if given:
        return given
    dated = [block for block in blocks if block.role in (Role.DATELINE, Role.BYLINE)]
    title = next((block.span.start for block in blocks if block.role is Role.TITLE), 0)
    # Above the title stands the day on which the page was looked at, as often as not; and an update is later than the article.
    for block in sorted(dated, key=lambda block: (_asked(block, title), is_update(block.span.of(text)))):
        for match in _DAY.finditer(text, block.span.start, block.span.end):
            day = day_of(match)
            if day:
                how = How.DECLARED if "declares" in block.why else How.FOUND
                return Known(value=day, how=how, why=f"{block.why}", span=Span(*match.span()))
    return None


def _asked(block: Block, title: int) -> bool:
    return block.span.start < title and "declares" not in block.why


# "2025-06-18-flood", "20250618_flood", ".../2025/06/18/flood"
_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d{2})([-_/.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")


def guess_published(key: str, url: str | None) -> Known[date] | None:
    """A date in the article's address or in its name, marked as inferred: it may be the day it was saved."""
    for name, what in ((url or "", "its address"), (key.rpartition("/")[2], "its name")):
        match = _IN_NAME.search(name)
        day = parse_day("-".join(match.group(1, 3, 4))) if match else None
        if match and day:
            return Known(value=day, how=How.INFERRED, why=f'{what} holds "{match.group()}"')
    return None


_COPYRIGHT = re.compile(
    r"(?:copyright\s*)?(?:©|\(c\)|copyright)\s*(?:\d{4}(?:\s*[-–]\s*\d{4})?,?\s*)(?P<name>[A-Z][^.,|\n]{2,60}?)\s*(?:[.,|]|all rights|$)",
    re.IGNORECASE,
)


def find_publisher(text: str, blocks: Sequence[Block], fields: Sequence[Fields]) -> Known[str] | None:
    """The declared publisher, else whoever the copyright notice names, else the paper's name above the title."""
    given = declared([(each, each.publisher) for each in fields])
    if given:
        return given
    for block in blocks:
        match = _COPYRIGHT.match(block.span.of(text)) if block.role is Role.BOILERPLATE else None
        if match:
            start, end = match.span("name")
            span = Span(block.span.start + start, block.span.start + end)
            return Known(value=_quiet(flat(match["name"])), how=How.FOUND, why="the copyright notice names it", span=span)
    for block in blocks:
        if block.role is Role.BOILERPLATE and block.why == PAPER:
            return Known(
                value=_quiet(flat(block.span.of(text))),
                how=How.FOUND,
                why="the paper's name stands at the head of the article",
                span=block.span,
            )
    return None


def _quiet(name: str) -> str:
    """A name in capitals as it is written elsewhere: "THE SOUTHPORT HERALD" -> "The Southport Herald", "BBC NEWS" -> "BBC News"."""
    parts = name.split()
    if len(parts) < 2 or not name.isupper():
        return name
    return " ".join(part if _letters(part) else _lower(part, count) for count, part in enumerate(parts))


def _letters(part: str) -> bool:
    """Whether a word is one of letters: a known acronym, an agency, or one that cannot be said."""
    known = {row[0] for row in rows("acronyms.txt")}
    return part in known or part.casefold() in words("news_agencies.txt") or not re.search(r"[AEIOUYÀ-Ý]", part)


def _lower(part: str, count: int) -> str:
    small = count > 0 and part.casefold() in _SMALL
    return part.casefold() if small else re.sub(r"[^\W\d_]+(?:['’][^\W\d_]{1,2}\b)?", lambda match: match.group().capitalize(), part)


_SMALL = frozenset("of the and for in on de la del der du des y et und".split())


def impossible_days(text: str, blocks: Sequence[Block], *, path: str, line: int) -> tuple[Problem, ...]:
    """A problem for each date at the head of the article that the calendar lacks."""
    heads = [block.span for block in blocks if block.role is Role.DATELINE]
    wrong = [match for span in heads for match in _DAY.finditer(text, span.start, span.end) if day_of(match) is None]
    return tuple(
        Problem(
            path=path,
            line=line + text.count("\n", 0, match.start()),
            code="impossible-date",
            message=f'The article is dated "{flat(match.group())}", which is not a day of the calendar.',
            advice="Correct it, or give the date in a sidecar.",
        )
        for match in wrong
    )


def find_authors(text: str, blocks: Sequence[Block], fields: Sequence[Fields]) -> Known[tuple[str, ...]] | None:
    """The declared authors, else those of the bylines, in order."""
    given = declared([(each, each.authors) for each in fields])
    if given:
        return given
    names: dict[str, None] = {}
    span, why = None, ""
    for block in blocks:
        if block.role is not Role.BYLINE:
            continue
        line = flat(block.span.of(text))
        byline = parse_byline(line)
        found = byline.authors if byline else _signed(line)
        if found:
            names |= dict.fromkeys(found)
            span, why = span or block.span, why or block.why
    return Known(value=tuple(names), how=How.FOUND, why=why, span=span) if names else None


def _signed(line: str) -> tuple[str, ...]:
    """The name in a byline without "By": alone, or before an office or a place."""
    signature = find_signature(line)
    return signature.names if signature else (line,) if is_name(line) else ()


def find_rights(fields: Sequence[Fields]) -> Rights:
    """The first rights given; full where nothing is."""
    return next((each.rights for each in fields if each.rights), Rights.FULL)
