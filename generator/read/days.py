"""Days written out in full, as the heads of articles and metadata fields give them. Dates inside sentences are annotate's."""

from __future__ import annotations

import re
from datetime import date

from generator.data import rows

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_OTHERS = {name: int(number) for name, number in rows("month_names.txt")}
_MONTH = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_OTHER_MONTH = rf"(?P<{{0}}>{'|'.join(sorted(_OTHERS, key=len, reverse=True))})\b\.?"
_WEEKDAY = r"(?:(?:mon|tue|tues|wed|weds|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\.?,?\s+)?"
_YEAR_ENDS = r"(?:(?!\d)|(?=\d{1,2}:\d{2}))"  # "March 6, 20262:31 PM": a page whose date and time lost the space between them

# "2024-08-14", "14 August 2024", "14th of Aug., 2024", "Wednesday, August 14, 2024", "14.8.2024" (with full stops the day comes first),
# "14. August 2024", "14 août 2024", "14 de agosto de 2024". "08/14/2024" is not read: it may be either order.
DAY = (
    rf"{_WEEKDAY}(?:(?P<y1>\d{{4}})[-/](?P<m1>\d{{1,2}})[-/](?P<d1>\d{{1,2}})(?!\d)"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH.format('m2')},?\s+(?P<y2>\d{{4}}){_YEAR_ENDS}"
    rf"|{_MONTH.format('m3')}\s+(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y3>\d{{4}}){_YEAR_ENDS}"
    rf"|(?<![\d.])(?P<d4>\d{{1,2}})\.\s?(?P<m4>\d{{1,2}})\.\s?(?P<y4>\d{{4}})(?!\d)"
    rf"|(?P<d5>\d{{1,2}})(?:\.|er|º)?\s+(?:de\s+)?{_OTHER_MONTH.format('m5')}\s+(?:de\s+)?(?P<y5>\d{{4}}){_YEAR_ENDS}"
    rf"|(?P<d6>\d{{1,2}})\.\s+{_MONTH.format('m6')}\s+(?P<y6>\d{{4}}){_YEAR_ENDS})"
)
# "10:32", "at 10.32am BST", "T10:32:00Z", "10:32 GMT+2", "10:32:00.000+02:00"
TIME = (
    r"(?:(?:[ \t]*[,|•·–-]?[ \t]*(?:at[ \t]+)?|T)\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d{1,9})?)?[ \t]*(?:[ap]\.?m\.?)?"
    r"[ \t]*\(?(?:Z|UTC|GMT|[BCE]E?S?T|[PMAI][SD]T|ET|SAST|AE[SD]T)?(?:[+-]\d{1,2}:?(?:\d{2})?)?\)?)?"
)
_WHOLE = re.compile(rf"\s*{DAY}{TIME}\s*", re.IGNORECASE)


def day_of(match: re.Match[str]) -> date | None:
    """The day that a match of `DAY` names; None where the calendar has no such day (2024-02-31)."""
    for form in "123456":
        year, month, day = match[f"y{form}"], match[f"m{form}"], match[f"d{form}"]
        if year:
            number = int(month) if month.isdigit() else _OTHERS.get(month.lower()) or _MONTHS.index(month[:3].lower()) + 1
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
