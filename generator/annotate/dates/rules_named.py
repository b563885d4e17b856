"""Rules for dates by name: days, months, seasons, quarters, years, decades, centuries, holidays, dates in figures.

Each takes a match of its pattern and gives the readings, none where the words around it say that it is no date.
"""

from __future__ import annotations

import re
from dataclasses import replace

from generator.annotate.dates import words
from generator.annotate.dates.matching import Match, year_of_two_digits
from generator.annotate.dates.readings import Reading, Shape

_FIRST_YEAR, _LAST_YEAR = 1000, 2199  # a number of four digits outside them is no year


def read_iso(m: Match) -> tuple[Reading, ...]:
    """2024-08-14, 2024-08, 2024-08-14T10:00. "1915-17" and "2006-07" are two years in prose, "2006-11" is a month."""
    day, _, clock = m.text(m.first).partition("T")
    year, month, *rest = (int(part) for part in day.split("-"))
    if not rest and (month > 12 or month == year % 100 + 1):
        return _two_years_in_one_word(m, year, month)
    if not 1 <= month <= 12 or not _FIRST_YEAR <= year <= _LAST_YEAR:
        return ()
    return (m.reading(Shape.FIXED, year=year, month=month, day=rest[0] if rest else None, clock=f"T{clock[:5]}" if clock else ""),)


def _two_years_in_one_word(m: Match, year: int, two_digits: int) -> tuple[Reading, ...]:
    second = year - year % 100 + two_digits
    if not _FIRST_YEAR <= year < second <= min(year + 60, _LAST_YEAR):
        return ()
    whole = m.reading(Shape.FIXED)
    return replace(whole, year=year, end=whole.start + 4), replace(whole, year=second, start=whole.end - 2)


def read_slashed(m: Match) -> tuple[Reading, ...]:
    """14/8/2024, 14.8.2024, 2024/8/14. Where day and month could be either way round ("4/5/2016") only the year is certain."""
    text = m.text(m.first)
    one, two, three = (int(part) for part in re.split(r"[./-]", text))
    if one > 31:
        year, month, day = one, two, three
    else:
        year = three if three > 99 else year_of_two_digits(three)
        if one <= 12 and two <= 12 and one != two and "." not in text:
            return (m.reading(Shape.FIXED, year=year, approximate=True),)
        day, month = (one, two) if two <= 12 else (two, one)
    if not _FIRST_YEAR <= year <= _LAST_YEAR or not 1 <= month <= 12:
        return ()
    return (m.reading(Shape.FIXED, year=year, month=month, day=day),)


def read_day(m: Match) -> tuple[Reading, ...]:
    """Month and day, with weekday and year where they stand: "6 August", "Wednesday, August 14, 2024", "the first of May"."""
    reading = m.reading(Shape.FIXED)
    if ordinal := m.token("ORD"):
        reading = replace(reading, day=int(ordinal.value))
    if reading.day is None or not 1 <= reading.day <= 31:
        return ()
    month_at = m.find("MONTH", "WMONTH")
    bare = reading.year is None and reading.weekday is None
    if bare and m.code(m.last - 1) == words.DAYNUM:
        if m.word_after.islower() and (m.after in ("UNIT", "UNITS", "TIMES") or m.plural(m.last)):
            return ()  # "in March 12 soldiers", "May 5 million"
        if month_at == m.first and m.word_before == "in" and m.after == words.OTHER:
            return ()
    if bare and m.text(month_at) == "May" and month_at == m.first and m.opens_sentence(m.first) and m.code(m.last - 1) != words.DAYNUM:
        return ()
    return (reading,)


def read_two_days(m: Match) -> tuple[Reading, ...]:
    """Two days of one month: "October 25-26, 2016", "the 28 and 29 August". Two readings."""
    days = [i for i in range(m.first, m.last) if m.code(i) in (words.DAYNUM, words.ORDNUM)][:2]
    if len(days) < 2 or int(m.tokens[days[0]].value) >= int(m.tokens[days[1]].value):
        return ()
    whole = m.reading(Shape.FIXED)
    if m.find("MONTH", "WMONTH") < days[0]:
        if m.after in ("MONTH", "WMONTH", "UNIT", "UNITS", "TIMES"):
            return ()
        joined_by_and = "AND" in m.part(*days).codes
        if joined_by_and and whole.year is None and m.after not in (words.STOP, words.COMMA):
            return ()  # "May 5 and 6 soldiers"
    parts = m.part(m.first, days[0] + 1), m.part(days[1], m.last)
    return tuple(
        part.reading(Shape.FIXED, day=int(m.tokens[at].value), month=whole.month, year=whole.year, weekday=None)
        for part, at in zip(parts, days, strict=True)
    )


def read_two_years(m: Match) -> tuple[Reading, ...]:
    """ "1915/17", "1915–17": two years."""
    if m.last - m.first != 3 or len(m.text(m.last - 1)) != 2 or m.tokens[m.first + 1].start != m.tokens[m.first].end:
        return ()
    year = int(m.text(m.first))
    second = year - year % 100 + int(m.tokens[m.last - 1].value)
    if not year < second <= year + 60:
        return ()
    left, right = m.part(m.first, m.first + 1), m.part(m.last - 1, m.last)
    return left.reading(Shape.FIXED), right.reading(Shape.FIXED, year=second, day=None)


def read_month_of_year(m: Match) -> tuple[Reading, ...]:
    """March 2024, March of 2024, March, 2024."""
    return (m.reading(Shape.FIXED),)


# Before these a bare month that is also a word or a name is a month.
_COMPANY = frozenset("IN OF FROM TO BY DURING AND DASH LAST NEXT THIS EARLY EDGE MID PREVIOUS FOLLOWING COMING EVERY AFTER BEFORE".split())
_BEFORE_NAME = frozenset("IN FROM DURING OF LAST NEXT THIS".split())


_GOODS = frozenset(("delivery", "futures", "contract", "contracts", "options"))


def read_month(m: Match) -> tuple[Reading, ...]:
    """A month alone. "May", "March", "April", "June" and "August" need company that no verb and no person's name has."""
    at = m.last - 1
    if m.code(at) != "WMONTH":
        return () if m.text(m.first - 1) == "Black" else (_month(m),)
    before = m.code(at - 1)
    a_verb_too = m.text(at) in ("May", "March")
    name_follows = m.after == words.OTHER and m.word_after[:1].isupper()
    of_noun = before == "THE" and m.after == words.OTHER and m.word_after.islower() and m.word_after not in ("against", "off", "that")
    helped = of_noun or m.word_after in _GOODS or before in _COMPANY or (before == "THE" and not a_verb_too) or m.first < at
    if not helped and (a_verb_too or name_follows or m.opens_sentence(at)):
        return ()
    if name_follows and before not in _BEFORE_NAME:
        return ()
    if not helped and before == words.OTHER and m.text(at - 1)[:1].isupper():
        return ()
    return (_month(m),)


_WONT = frozenset(("usual", "usually", "normal", "normally", "average", "typical", "norm", "record"))
_WONT_REACH = 5  # words: "above normal for the month of June", "its usual level for June"


def _month(m: Match) -> Reading:
    """The month; beside the dates where it is that of any year: "the usual level for June"."""
    reading = m.related(Shape.FIXED)
    before = [m.text(at).lower() for at in range(max(0, m.first - 1 - _WONT_REACH), m.first)]
    of_any_year = bool(_WONT.intersection(before)) and "for" in before[-4:]
    return replace(reading, aside=True) if of_any_year else reading


_BEFORE_SEASON = frozenset("IN DURING BY FROM MORE".split())


def read_season(m: Match) -> tuple[Reading, ...]:
    """A season: "the spring of 2016", "this fall", "in winter". "spring" and "fall" alone need "in the", "this", "early" before them."""
    at = m.find("SEASON", "WSEASON")
    weak = m.code(at) == "WSEASON"
    reading = m.related(Shape.FIXED)
    if reading.year is not None:
        return () if weak and m.word_before in ("to", "will") else (reading,)
    if m.after == "OF" and weak:
        return ()  # "the fall of Baghdad"
    if m.after == "OF" or m.word_after.lower() in ("olympics", "games", "palace", "school", "camp"):
        return (replace(reading, shape=Shape.NOTHING),)
    if m.text(at)[0].isupper() and not m.opens_sentence(at) and m.word_after[:1].isupper():
        return ()  # "the Winter Palace", "the Spring Offensive": a name
    if m.after in ("AND", "DASH", "TO") and m.code(m.last + 1) in ("SEASON", "WSEASON") and not weak:
        return (reading,)  # "summer and autumn 1918"
    if set(m.part(m.first, at).codes) - {"THE"}:
        return (reading,)
    with_article = m.first < at
    if weak:
        return (reading,) if with_article and m.before in _BEFORE_SEASON else ()
    return (reading,) if m.before in _BEFORE_SEASON | {"TO", "OF", "EVERY"} or (with_article and m.before == words.OTHER) else ()


def read_quarter(m: Match) -> tuple[Reading, ...]:
    """ "the first quarter of 2012", "Q3", "the final quarter"."""
    number = m.token("ORD", words.ORDNUM, words.QNUM)
    if number is None:
        return ()
    value = int(number.text[1]) if number.code == words.QNUM else int(number.value)
    value = 4 if value == -1 else value
    return (m.reading(Shape.FIXED, sub=f"Q{value}", day=None, unit=""),) if 1 <= value <= 4 else ()


def read_half(m: Match) -> tuple[Reading, ...]:
    """ "the first half of 2012", "the latter half of the year". Without a year after it, it is half of a match."""
    year_follows = any(t.code == "UNIT" and t.value == "year" for t in m.part(m.last + 1, m.last + 4).inside)
    if m.code(m.last - 1) != words.YEAR and not (m.after == "OF" and year_follows):
        return ()
    number = m.token("ORD", words.ORDNUM)
    value = int(number.value) if number else 2
    return (m.reading(Shape.FIXED, sub="H1" if value == 1 else "H2", day=None, edge=""),) if value in (1, 2, -1) else ()


def read_fiscal_year(m: Match) -> tuple[Reading, ...]:
    """ "fiscal 2012": the year of that number; when it begins differs by country and firm, and the text does not say."""
    return (m.reading(Shape.FIXED, unit="", fiscal=True, approximate=True),)


def read_fiscal_code(m: Match) -> tuple[Reading, ...]:
    """ "FY2013", "FY13"."""
    number = int(m.text(m.first)[2:])
    year = number if number > 99 else year_of_two_digits(number)
    return (m.reading(Shape.FIXED, unit="", fiscal=True, year=year, approximate=True),) if 1900 <= year <= 2099 else ()


def read_short_year(m: Match) -> tuple[Reading, ...]:
    """ "since '77", "in '98": a year of two figures after a preposition."""
    return (m.reading(Shape.FIXED),) if m.before in ("IN", "FROM", "BY", "DURING") else ()


_HEAT = frozenset(("temperatures", "temperature", "highs", "lows", "degrees"))


def read_decade(m: Match) -> tuple[Reading, ...]:
    """ "the 1960s", "the '60s", "the late sixties"; "the 1800s" is the century."""
    token = m.tokens[m.last - 1]
    if token.code == "DECADEWORD":
        introduced = m.before in ("THE", "IN") or m.code(m.first) in ("THE", "EARLY", "MID")
        return (m.reading(Shape.DECADE, year=int(token.value)),) if introduced else ()
    digits = token.value
    number = int(digits)
    if len(digits) == 4:
        if not _FIRST_YEAR <= number <= _LAST_YEAR:
            return ()
        if number % 100 == 0 and number < 2000:
            return (m.reading(Shape.CENTURY, year=number // 100 + 1),)
        return (m.reading(Shape.DECADE, year=number // 10),)
    earlier = m.tokens[m.first - 2] if m.first > 1 and m.before in ("AND", words.DASH) else None
    if len(digits) == 2 and earlier is not None and earlier.code == words.DECADE:  # "the 1920s and 30s"
        return (m.reading(Shape.DECADE, year=(int(earlier.value[:2]) if len(earlier.value) == 4 else 19) * 10 + number // 10),)
    if {m.text(i).lower() for i in range(m.first - 5, m.first)} & _HEAT:
        return ()  # "temperatures in the 80s"
    if len(digits) == 3 or not (token.text[0] in "'’" or m.before == "THE" or "THE" in m.codes):
        return ()
    return (m.reading(Shape.DECADE, year=(200 if number < 20 else 190) + number // 10),)


def read_century(m: Match) -> tuple[Reading, ...]:
    """ "the 20th century", "the late nineteenth century"; not before our era."""
    number = m.token("ORD", words.ORDNUM)
    if m.tokens[m.last - 1].value != "century" or number is None:
        return ()
    if not 1 <= int(number.value) <= 22 or m.word_after.upper() in ("BC", "B", "BCE"):
        return ()
    return (m.reading(Shape.CENTURY, year=int(number.value), day=None, unit=""),)


def read_holiday(m: Match) -> tuple[Reading, ...]:
    """A day with a name of its own; not "Easter Island" nor "the Christmas Offensive"."""
    name = m.tokens[m.find(words.HOLIDAY)]
    if " " not in name.text and m.after == words.OTHER and m.word_after[:1].isupper():
        return ()
    return (replace(m.related(Shape.FIXED), sub=words.holidays()[name.text.replace("’", "'").casefold()]),)


def read_week_of_month(m: Match) -> tuple[Reading, ...]:
    """ "the last week of August", "the second week of March 2012": the week's days, counted from the first of the month."""
    number = m.token("ORD", "LAST", words.ORDNUM)
    unit = m.token("UNIT")
    if number is None or unit is None or unit.value != "week":
        return ()
    value = -1 if number.code == "LAST" else int(number.value)
    return (m.reading(Shape.FIXED, sub=f"week {value}", day=None, unit=""),) if -1 <= value <= 5 else ()


# A number of four digits before or after these is no year.
_COUNTED = frozenset(
    "percent per cent miles metres meters kilometres kilometers km kg tons tonnes feet pounds dollars euros yards acres hectares".split()
)
_NUMBERED = frozenset("no number flight resolution route room article".split())
_BEFORE_YEAR = frozenset("IN FROM BY DURING TO OF OPEN THE AND EARLY AFTER BEFORE".split())


def read_year(m: Match) -> tuple[Reading, ...]:
    """A year alone. 1900 to 2099 stand for themselves unless something is counted; earlier ones need "in", "since", a bracket."""
    at = m.find(words.YEAR)
    year, before, word_before = int(m.text(at)), m.code(at - 1), m.text(at - 1).lower()
    if m.after in ("UNIT", "UNITS", "TIMES", words.MONEY, "PER") or m.word_after.lower() in _COUNTED or m.word_after in ("%", "°"):
        return ()
    reading = m.reading(Shape.FIXED, unit="", day=None)
    if m.first == at and m.after == words.DASH and m.code(m.last + 1) == words.YEAR and not m.plural(m.last + 2):
        return (reading,)  # "2000 - 2050"
    if before in ("MORE", "QUANT", "CARD", words.INT, words.DAYNUM, words.MONEY, "TIMES") or word_before in _NUMBERED:
        return ()
    glued = before in (words.OTHER, words.DASH) and m.tokens[at - 1].end == m.tokens[at].start
    if glued and before == words.DASH and m.text(at - 2).lower() in ("post", "pre"):
        return (reading,)  # "the post-2008 rules"
    if glued and (before == words.OTHER or m.code(at - 2) in (words.OTHER, words.INT, words.DAYNUM)):
        return ()  # "STS-1984"
    introduced = m.first < at or before in _BEFORE_YEAR
    counts = m.plural(m.last) and before not in ("IN", "THE")
    if counts and ("APPROX" in m.codes or not introduced or year < 1950):
        return ()
    if not 1900 <= year <= 2099:
        noun_follows = m.after == words.OTHER and m.word_after.islower() and not m.word_after.endswith("ed") and len(m.word_after) > 3
        named = before in ("IN", "THE", "UNIT")
        if not (introduced or before == words.DASH) or (noun_follows and not named):
            return ()
    return (reading,)
