"""Owns dates as a person types them: EDTF (ISO 8601-2), as pages print it, to the interval that it means."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import MAXYEAR, MINYEAR, date, timedelta

from generator.model import DateInterval, Precision

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::\d\d)?)?")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_YEARS = re.compile(r"(\d{4})|(\d{3})[Xx]|(\d\d)[Xx]{2}")
# ISO 8601-2, 4.8: the number in place of the month -> TIMEX3's code, the first month, how many months. Winter: from December on.
_PARTS = {
    21: ("SP", 3, 3, Precision.SEASON),
    22: ("SU", 6, 3, Precision.SEASON),
    23: ("FA", 9, 3, Precision.SEASON),
    24: ("WI", 12, 3, Precision.SEASON),
    33: ("Q1", 1, 3, Precision.QUARTER),
    34: ("Q2", 4, 3, Precision.QUARTER),
    35: ("Q3", 7, 3, Precision.QUARTER),
    36: ("Q4", 10, 3, Precision.QUARTER),
    40: ("H1", 1, 6, Precision.HALF),
    41: ("H2", 7, 6, Precision.HALF),
}
_WEEK = 8  # days: an interval up to this counts as a week, one up to 92 as a month, a longer one as a year


def parse_edtf(text: str) -> DateInterval | None:
    """The interval that an EDTF string means; None where it is none of: a day (with a time), month, season, quarter, half, year, decade,
    century, or two days, months or years with a slash. A "~" or "?" behind it makes it approximate.

    "2025-07-04", "2025-07-04T10:00", "2025-07", "2025-22", "2025-34", "2025", "202X", "20XX", "2025-07-04/2025-07-06", "2025-07~".
    """
    words = text.strip()
    bare = words.rstrip("~?")
    found = _two(*bare.split("/", 1)) if "/" in bare else _one(bare)
    return replace(found, approximate=bare != words) if found else None


def _one(text: str) -> DateInterval | None:
    if match := _DAY.fullmatch(text):
        return _of_day(text, match)
    if match := _MONTH.fullmatch(text):
        return _of_month(int(match[1]), int(match[2]))
    if match := _YEARS.fullmatch(text):
        years, precision = (1, Precision.YEAR) if match[1] else (10, Precision.DECADE) if match[2] else (100, Precision.CENTURY)
        digits = match[1] or match[2] or match[3]
        return _between(digits, int(digits) * years, 1, 12 * years, precision)
    return None


def _of_day(text: str, match: re.Match[str]) -> DateInterval | None:
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
    if match[4] and not (int(match[4]) < 24 and int(match[5]) < 60):
        return None
    value, precision = (text[:16], Precision.SECOND) if match[4] else (text, Precision.DAY)
    return DateInterval(value=value, start=day, end=day + timedelta(days=1) if day < date.max else None, precision=precision)


def _of_month(year: int, number: int) -> DateInterval | None:
    if 1 <= number <= 12:
        return _between(f"{year:04}-{number:02}", year, number, 1, Precision.MONTH)
    if number not in _PARTS:
        return None
    code, first, months, precision = _PARTS[number]
    return _between(f"{year:04}-{code}", year, first, months, precision)


def _between(value: str, year: int, month: int, months: int, precision: Precision) -> DateInterval | None:
    later, rest = divmod(year * 12 + month - 1 + months, 12)
    if year < MINYEAR or later > MAXYEAR:
        return None
    return DateInterval(value=value, start=date(year, month, 1), end=date(later, rest + 1, 1), precision=precision)


def _two(first: str, last: str) -> DateInterval | None:
    """From the first day of one to the last of the other."""
    one, other = _one(first), _one(last)
    if one is None or other is None or one.start is None or other.start is None or other.end is None or one.start >= other.start:
        return None
    days = (other.end - one.start).days
    precision = Precision.WEEK if days <= _WEEK else Precision.MONTH if days <= 92 else Precision.YEAR
    return DateInterval(value=f"{first}/{last}", start=one.start, end=other.end, precision=precision)
