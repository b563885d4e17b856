"""Days written out in full, as the heads of articles and metadata fields give them. Dates inside sentences are annotate's."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_WEEKDAY = r"(?:(?:mon|tue|tues|wed|weds|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\.?,?\s+)?"

# "2024-08-14", "14 August 2024", "14th of Aug., 2024", "Wednesday, August 14, 2024". "08/14/2024" is not read: it may be either order.
DAY = (
    rf"{_WEEKDAY}(?:(?P<y1>\d{{4}})[-/](?P<m1>\d{{1,2}})[-/](?P<d1>\d{{1,2}})(?!\d)"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH.format('m2')},?\s+(?P<y2>\d{{4}})(?!\d)"
    rf"|{_MONTH.format('m3')}\s+(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y3>\d{{4}})(?!\d))"
)
# "10:32", "at 10.32am BST", "T10:32:00Z", "10:32 GMT+2", "10:32:00.000+02:00"
TIME = (
    r"(?:(?:[ \t]*[,|•·–-]?[ \t]*(?:at[ \t]+)?|T)\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d{1,9})?)?[ \t]*(?:[ap]\.?m\.?)?"
    r"[ \t]*\(?(?:Z|UTC|GMT|[BCE]E?S?T|[PM][SD]T|ET)?(?:[+-]\d{1,2}:?(?:\d{2})?)?\)?)?"
)
_WHOLE = re.compile(rf"\s*{DAY}{TIME}\s*", re.IGNORECASE)


def day_of(match: re.Match[str]) -> date | None:
    """The day that a match of `DAY` names; None where the calendar has no such day (2024-02-31)."""
    for form in "123":
        year, month, day = match[f"y{form}"], match[f"m{form}"], match[f"d{form}"]
        if year:
            number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
            return _day(int(year), number, int(day))
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def parse_day(text: str) -> date | None:
    """The day of a metadata field, its time of day ignored (as written, no time zone is applied); None: not a full date."""
    match = _WHOLE.fullmatch(text)
    return day_of(match) if match else None
