"""The calendar: intervals for days, weeks, months, seasons, quarters, years, decades and centuries, with their TIMEX3 values."""

from __future__ import annotations

from dataclasses import replace
from datetime import MAXYEAR, MINYEAR, date, timedelta

from generator.model import DateInterval, Precision

MONTHS = "January February March April May June July August September October November December".split()

# First month of each part of a year and how many months it has. Winter of a year begins in its December, as "the winter of 2022" does
# in most news; meteorological seasons of the northern hemisphere.
PARTS_OF_YEAR = {
    "SP": (3, 3, Precision.SEASON),
    "SU": (6, 3, Precision.SEASON),
    "FA": (9, 3, Precision.SEASON),
    "WI": (12, 3, Precision.SEASON),
    "Q1": (1, 3, Precision.QUARTER),
    "Q2": (4, 3, Precision.QUARTER),
    "Q3": (7, 3, Precision.QUARTER),
    "Q4": (10, 3, Precision.QUARTER),
    "H1": (1, 6, Precision.HALF),
    "H2": (7, 6, Precision.HALF),
}


def make_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none: 31 June, the year 0 or 10000."""
    if not (MINYEAR <= year <= MAXYEAR and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    if day > 28 and day > month_length(year, month):
        return None
    return date(year, month, day)


def month_length(year: int, month: int) -> int:
    """Days in a month of the Gregorian calendar."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def shift_days(start: date, days: int) -> date | None:
    """The day that many days later, None outside the years 1 to 9999."""
    ordinal = start.toordinal() + days
    return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None


def shift_months(start: date, months: int) -> date | None:
    """The same day of the month that many months later, the last of a shorter month; None outside the years 1 to 9999."""
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    if not MINYEAR <= year <= MAXYEAR:
        return None
    return date(year, month + 1, min(start.day, month_length(year, month + 1)))


def of_day(day: date | None) -> DateInterval | None:
    """One day. None gives None, here and below: a day that the calendar does not have passes through."""
    return None if day is None else DateInterval(value=day.isoformat(), start=day, end=shift_days(day, 1), precision=Precision.DAY)


def of_week(day: date | None) -> DateInterval | None:
    """The ISO week (Monday to Sunday) that holds the day."""
    monday = shift_days(day, -day.weekday()) if day else None
    if monday is None:
        return None
    year, week, _ = monday.isocalendar()
    return DateInterval(value=f"{year:04}-W{week:02}", start=monday, end=shift_days(monday, 7), precision=Precision.WEEK)


def of_weekend(day: date | None) -> DateInterval | None:
    """The Saturday and Sunday of the ISO week that holds the day."""
    week = of_week(day)
    if week is None or week.start is None:
        return None
    return DateInterval(value=f"{week.value}-WE", start=shift_days(week.start, 5), end=shift_days(week.start, 7), precision=Precision.DAY)


def of_month(year: int, month: int) -> DateInterval | None:
    start = make_day(year, month, 1)
    return _from(f"{year:04}-{month:02}", start, start and shift_months(start, 1), Precision.MONTH)


def of_part(year: int, part: str) -> DateInterval | None:
    """A season, quarter or half: "SP", "Q1", "H2"."""
    month, months, precision = PARTS_OF_YEAR[part]
    start = make_day(year, month, 1)
    return _from(f"{year:04}-{part}", start, start and shift_months(start, months), precision)


def of_year(year: int) -> DateInterval | None:
    return _from(f"{year:04}", make_day(year, 1, 1), make_day(year + 1, 1, 1), Precision.YEAR)


def of_decade(decade: int) -> DateInterval | None:
    """196: the 1960s."""
    return _from(f"{decade:03}", make_day(decade * 10, 1, 1), make_day(decade * 10 + 10, 1, 1), Precision.DECADE)


def of_century(century: int) -> DateInterval | None:
    """20: the twentieth century, 1900 to 1999 as speech has it; its TIMEX3 value is "19"."""
    start = make_day((century - 1) * 100, 1, 1) or (make_day(1, 1, 1) if century == 1 else None)
    return _from(f"{century - 1:02}", start, make_day(century * 100, 1, 1), Precision.CENTURY)


def _from(value: str, start: date | None, end: date | None, precision: Precision) -> DateInterval | None:
    return None if start is None else DateInterval(value=value, start=start, end=end, precision=precision)


def narrowed(interval: DateInterval, edge: str) -> DateInterval:
    """The first, middle or last third of an interval: "early 1917". The value stays: TIMEX3 and EDTF have no string for it."""
    if not edge or interval.start is None or interval.end is None or (interval.end - interval.start).days < 7:
        return interval
    third = timedelta(days=(interval.end - interval.start).days // 3)
    start = {"start": interval.start, "mid": interval.start + third, "end": interval.end - third}[edge]
    end = {"start": interval.start + third, "mid": interval.end - third, "end": interval.end}[edge]
    return replace(interval, start=start, end=end)


def easter(year: int) -> date:
    """Easter Sunday of the western churches, by the anonymous Gregorian rule (Meeus, Astronomical Algorithms, chapter 8)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leap, left = divmod(century, 4)
    moon = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    quarter, last = divmod(rest, 4)
    week = (32 + 2 * left + 2 * quarter - moon - last) % 7
    month = (golden + 11 * moon + 22 * week) // 451
    number = moon + week - 7 * month + 114
    return date(year, number // 31, number % 31 + 1)


def of_holiday(rule: str, year: int) -> date | None:
    """The day that a rule of data/dates_holidays.txt means in a year."""
    if not MINYEAR < year < MAXYEAR:
        return None
    if rule.startswith("easter"):
        return shift_days(easter(year), int(rule.removeprefix("easter")))
    parts = rule.split()
    if len(parts) == 1:
        month, day = rule.split("-")
        return make_day(year, int(month), int(day))
    return _nth_weekday(year, *parts[:3], after_thursday=len(parts) > 3)


def _nth_weekday(year: int, count: str, weekday: str, month: str, *, after_thursday: bool) -> date | None:
    """The Nth (or last) weekday of a month; `after_thursday`: the day after the Nth Thursday, which need not be the Nth Friday."""
    wanted = int(weekday) - after_thursday
    if count == "last":
        last = date(year, int(month), month_length(year, int(month)))
        found = shift_days(last, -((last.weekday() - wanted) % 7))
    else:
        first = date(year, int(month), 1)
        found = shift_days(first, (wanted - first.weekday()) % 7 + 7 * (int(count[:-2]) - 1))
    return shift_days(found, after_thursday) if found else None
