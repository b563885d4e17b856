"""Owns how values read in English on the pages: amounts, figures, dates, counts of things."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache

from generator.data import rows
from generator.model import Figure, How, Kind, Modifier
from generator.units import as_exact_as, converted

MONTHS = "January February March April May June July August September October November December".split()
_SIGN = {"USD": "$", "EUR": "€", "GBP": "£"}
# How a unit's code reads after a number; {} takes the plural's "s". A code that is missing here is shown as it is.
_UNIT = {
    "day": "day{}", "week": "week{}", "fortnight": "fortnight{}", "month": "month{}", "year": "year{}", "decade": "decade{}",
    "year of age": "year{} of age", "month of age": "month{} of age", "week of age": "week{} of age", "day of age": "day{} of age",
    "h": "hour{}", "min": "minute{}", "s": "second{}", "mi": "mile{}", "nmi": "nautical mile{}", "yd": "yard{}", "acre": "acre{}",
    "tonne": "tonne{}", "ton": "ton{}", "lb": "pound{}", "oz": "ounce{}", "gallon": "gallon{}", "pint": "pint{}", "bbl": "barrel{}",
    "mm2": "mm²", "cm2": "cm²", "m2": "m²", "km2": "km²", "mi2": "square mile{}", "ft2": "ft²", "yd2": "yd²", "m3": "m³", "km3": "km³",
    "ft3": "ft³", "m3/s": "m³/s", "ft3/s": "ft³/s", "um": "µm", "ug": "µg", "Cel": "°C", "degF": "°F", "[degF]": "°F", "l": "litre{}",
    "bbl/day": "barrel{} a day", "kn": "knot{}", "ly": "light year{}", "carat": "carat{}", "unit": "",
}  # fmt: skip
_IRREGULAR = {
    "century": ("century", "centuries"),
    "millennium": ("millennium", "millennia"),
    "ft": ("foot", "feet"),
    "in": ("inch", "inches"),
}
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter", "33": "first quarter of", "34": "second quarter of",
            "35": "third quarter of", "36": "fourth quarter of", "40": "first half of", "41": "second half of"}  # fmt: skip
_EDTF_DAY = re.compile(r"(-?\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d:\d\d)(?::\d\d)?)?)?)?([~?%]?)")
_EDTF_WEEK = re.compile(r"(\d{4})-W(\d\d)")
_EDTF_DECADE = re.compile(r"(\d{3})X")


_SIZES = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))


def number(value: Decimal) -> str:
    """1500 -> "1,500"; 2.50 -> "2.5"; 3000000000 -> "3 billion" only where nothing is lost."""
    size = abs(value)
    for least, word in _SIZES:
        if size >= least and value % (least / 1000) == 0:
            return f"{_bare(value / least)} {word}"
    return _bare(value)


def _bare(value: Decimal) -> str:
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@cache
def _currencies() -> frozenset[str]:
    return frozenset(row[0] for row in rows("currencies.txt") if row[0].isupper()) - {"BTC", "ETH"}


def _sum(value: Decimal, unit: str | None) -> str:
    """`number`, with both decimals of a sum of money that has one: 38.5 euros are "38.50"."""
    text = number(value)
    return f"{text}0" if unit in _currencies() and re.fullmatch(r"-?[\d,]+\.\d", text) else text


def amount(value: Decimal, unit: str | None) -> str:
    """A value with its unit: "$5 million", "12 km", "4%", "1 day", "3 days"."""
    if unit is None:
        return number(value)
    if unit in _SIGN:
        return f"-{_SIGN[unit]}{_sum(-value, unit)}" if value < 0 else f"{_SIGN[unit]}{_sum(value, unit)}"
    if unit == "%":
        return f"{number(value)}%"
    one, many = _IRREGULAR.get(unit, (unit, unit))
    if unit in _UNIT:
        one, many = _UNIT[unit].format(""), _UNIT[unit].format("s")
    return f"{_sum(value, unit)} {one if abs(value) == 1 else many}".rstrip()


def interval(low: Decimal | None, high: Decimal | None, unit: str | None) -> str:
    """Bounds in words: "1 to 2 km", "120,000 or more", "up to 30"."""
    if low is None and high is None:
        return "not given"
    if low is None:
        return f"up to {amount(high, unit)}" if high is not None else ""
    if high is None:
        return f"{amount(low, unit)} or more"
    return amount(low, unit) if low == high else f"{_sum(low, unit)} to {amount(high, unit)}"


def figure_value(figure: Figure) -> str:
    """What a figure says, read: "more than 120,000", "about 10", "1 to 2 km". The modifier's class, not its words."""
    low, high, unit = figure.low, figure.high, figure.unit
    if figure.vague and low is None and high is None:
        return "a vague number"
    one = low if low is not None else high
    modifier = figure.modifier
    if one is None:
        return "not given"
    if modifier in (Modifier.EXACT, Modifier.BETWEEN) or (
        low is not None and high is not None and low != high and modifier is not Modifier.ABOUT
    ):
        words = interval(low, high, unit)
    elif modifier in (Modifier.LESS_THAN, Modifier.UP_TO, Modifier.NEARLY):
        words = f"{modifier.value} {amount(high if high is not None else one, unit)}"
    elif modifier is Modifier.ABOUT:
        words = f"about {interval(low, high, unit)}"
    else:
        words = f"{modifier.value} {amount(one, unit)}"
    return words + (f" per {figure.per}" if figure.per else "")


def also_in(figure: Figure, unit: str | None) -> str:
    """What follows a figure that stands beside others given in `unit`: " = 33.5 feet"; "" where it has that unit, or none alike."""
    low, high = (None if bound is None else converted(bound, figure.unit, unit) for bound in (figure.low, figure.high))
    if figure.unit == unit or (low is None and high is None):
        return ""
    low, high = (
        None if other is None or bound is None else as_exact_as(other, bound) for other, bound in ((low, figure.low), (high, figure.high))
    )
    return f" = {interval(low, high, unit)}"


def figure_words(figure: Figure) -> str:
    """The value with what it counts and which way it changed."""
    return changed_value(figure) + (f" {figure.counted}" if figure.counted else "")


def changed_value(figure: Figure) -> str:
    """The value with the way it changed: "up by 5%", "up by at most 28%"."""
    changed = {"rise": "up by ", "fall": "down by "}.get(figure.change or "", "")
    value = figure_value(figure)
    return f"{changed}at most {value.removeprefix('up to ')}" if changed and value.startswith("up to ") else f"{changed}{value}"


# Dimensions that say nothing to a reader in the place of what is counted, and one that has another name in plain English.
_DIMENSIONS = {"money": "", "ratio": "", "ratio points": "", "count": "", "mass": "weight"}


def counted_cell(figure: Figure) -> str:
    """What a figure counts and what happened to it, for the ledger: "people, killed"; of what counts nothing, what it measures
    ("age"); "" for sums of money, shares and bare numbers."""
    if figure.counted:
        return ", ".join(part for part in (figure.counted, figure.event_text) if part)
    return _DIMENSIONS.get(figure.dimension, figure.dimension)


def day(value: date) -> str:
    """14 August 2024."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


@lru_cache(maxsize=8192)
def edtf(value: str) -> str:
    """An EDTF value in words where it is one day, month, year or an interval of such; as it stands where it is something rarer."""
    if "/" in value:
        first, last = value.split("/", 1)
        if first in ("", ".."):
            return f"until {edtf(last)}" if last not in ("", "..") else value
        return f"since {edtf(first)}" if last in ("", "..") else f"{edtf(first)} to {edtf(last)}"
    if week := _EDTF_WEEK.fullmatch(value):
        return f"week {int(week.group(2))} of {week.group(1)}"
    if decade := _EDTF_DECADE.fullmatch(value):
        return f"{decade.group(1)}0s"
    match = _EDTF_DAY.fullmatch(value)
    if match is None:
        return value
    year, month, of_month, clock, doubt = match.groups()
    if month in _SEASONS:
        words = f"{_SEASONS[month]} {year}"
    elif month is not None and not 1 <= int(month) <= 12:
        return value
    else:
        words = " ".join([*([str(int(of_month))] if of_month else []), *([MONTHS[int(month) - 1]] if month else []), year])
    return ("about " if doubt else "") + words + (f", {clock}" if clock else "")


def period(first: date | None, last: date | None) -> str:
    """From the first to the last day in words."""
    if first is None or last is None or first == last:
        one = first or last
        return day(one) if one else "undated"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day(last)}"
    return f"{first.day} {MONTHS[first.month - 1]} to {day(last)}" if first.year == last.year else f"{day(first)} to {day(last)}"


def counted(count: int, one: str, many: str = "") -> str:
    """1 article; 2 articles."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def known_by(how: How, why: str) -> str:
    """How a piece of metadata is known, for the reader."""
    start = {How.DECLARED: "as declared", How.FOUND: "found in the text", How.INFERRED: "inferred"}[how]
    return f"{start}: {why}" if why else start
