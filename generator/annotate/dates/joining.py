"""Joins neighbouring readings that make one date: "Tuesday night", "March of that year", "31 May - 1 June 1916"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.annotate.dates import calendar_values as calendar
from generator.annotate.dates import words
from generator.annotate.dates.readings import Against, Reading, Shape
from generator.annotate.dates.words import Token


def join(tokens: Sequence[Token], found: Sequence[Reading]) -> list[Reading]:
    """The readings of a sentence with neighbours joined, and with the years that two of them share."""
    out: list[Reading] = []
    for reading in found:
        out.append(reading)
        while len(out) > 1 and (both := _join_two(tokens, out[-2], out[-1])) is not None:
            out[-2:] = [both]
    return _with_shared_years(tokens, out)


_BETWEEN = frozenset((words.COMMA, "OF", "ON", "AT", "THE", "IN"))
_DATED = (Shape.FIXED, Shape.WEEKDAY, Shape.UNIT, Shape.DAY_OF_MONTH)
_HOURS = (Shape.PART, Shape.CLOCK)


def _join_two(tokens: Sequence[Token], left: Reading, right: Reading) -> Reading | None:
    gap = [token.code for token in tokens[left.last : right.first]]
    if len(gap) > 2 or not set(gap) <= _BETWEEN:
        return None
    if left.shape in _HOURS or right.shape in _HOURS:
        joined = _with_hour(left, right, gap)
    elif words.COMMA not in gap:
        joined = _with_year_or_week(left, right, gap)
    else:
        joined = None
    return joined and replace(joined, first=left.first, last=right.last, start=left.start, end=right.end)


def _with_hour(left: Reading, right: Reading, gap: Sequence[str]) -> Reading | None:
    """ "Tuesday night", "the evening of January 29", "10 a.m. on Friday", "8 in the evening"."""
    if left.shape is Shape.CLOCK and right.shape is Shape.PART:
        return replace(left, part=right.part)
    hour, day, hour_last = (right, left, True) if right.shape in _HOURS else (left, right, False)
    if day.shape not in _DATED or not _is_day(day) or (day.part and hour.part and day.part != hour.part) or (day.clock and hour.clock):
        return None
    if hour_last and hour.shape is Shape.PART and gap and not set(gap) & {words.COMMA, "AT", "IN"}:
        return None
    return replace(day, part=hour.part or day.part, clock=hour.clock or day.clock, day_named=True)


def _with_year_or_week(left: Reading, right: Reading, gap: Sequence[str]) -> Reading | None:
    """ "March of that year", "Friday of last week", "last year's fourth quarter". "March 11 this year" stays two."""
    if right.shape is Shape.UNIT and right.unit == "year" and left.shape is Shape.FIXED and left.year is None and left.shift is None:
        plain = right.shift == 0 and right.against is Against.PUBLISHED and not gap and not right.edge
        return None if plain and left.day else replace(left, year_of=right)
    if right.shape is Shape.UNIT and right.unit == "week" and left.shape is Shape.WEEKDAY and left.shift is None:
        return replace(left, year_of=right)
    if left.shape is Shape.UNIT and left.unit == "year" and right.shape is Shape.FIXED and right.year is None and not gap:
        return replace(right, year_of=left) if right.sub[:1] in ("Q", "H") else None
    return None


def _is_day(reading: Reading) -> bool:
    if reading.shape is Shape.UNIT:
        return reading.unit == "day"
    return reading.shape is not Shape.FIXED or reading.day is not None or is_holiday(reading)


_TWO_DATES = frozenset((words.DASH, words.COMMA, "AND", "TO", "DURING", "THE"))


def _with_shared_years(tokens: Sequence[Token], found: list[Reading]) -> list[Reading]:
    """The year of "31 May - 1 June 1916", "between March and April 1918" belongs to both."""
    for index in range(len(found) - 2, -1, -1):
        left, right = found[index], found[index + 1]
        gap = [token.code for token in tokens[left.last : right.first]]
        between = 0 < len(gap) <= 2 and set(gap) <= _TWO_DATES and gap != [words.COMMA]
        if between and right.year is not None and _may_share(left) and (right.month is not None or right.sub):
            later = left.month is not None and right.month is not None and left.month > right.month
            found[index] = replace(left, year=right.year - later)
    return found


def _may_share(left: Reading) -> bool:
    named = left.month is not None or bool(left.sub)
    return named and left.shape is Shape.FIXED and left.year is None and left.shift is None and left.year_of is None


def is_holiday(reading: Reading) -> bool:
    """Whether `sub` is the rule of a holiday rather than a season, a quarter or a week."""
    return bool(reading.sub) and reading.sub not in calendar.PARTS_OF_YEAR and not reading.sub.startswith("week")
