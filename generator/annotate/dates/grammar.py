"""The grammar of date expressions: which sequences of word classes are dates, and what each says before any calendar is asked.

A sentence becomes a string with one character per token, its class; a rule is a regular expression over that string. So a rule reads
like the phrase it finds, and no rule knows a word: `THE? ORDNUM OF? MON (COMMA? YR)?` is "the 20th of August, 1917".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import cache

from generator.annotate.dates import words
from generator.annotate.dates.words import Token


class Shape(StrEnum):
    """What kind of thing an expression says."""

    FIXED = "fixed"  # names of months, days, seasons, quarters, years: "6 August", "the first quarter of 2012"
    DECADE = "decade"
    CENTURY = "century"
    WEEKDAY = "weekday"
    UNIT = "unit"  # a unit shifted: "last week", "that year", "today"
    AMOUNT = "amount"  # so much time away: "two years ago", "four days later"
    DURATION = "duration"
    SET = "set"
    PART = "part"  # only joined to a date: "the evening of"
    CLOCK = "clock"
    DAY_OF_MONTH = "day of month"  # "the 20th"
    VAGUE = "vague"
    NOTHING = "nothing"  # words that look like a date and are none; they hide what they cover


class Against(StrEnum):
    """What a relative expression counts from."""

    PUBLISHED = "published"
    TEXT = "text"  # the last date of the text before it


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What an expression says, unresolved. `first` and `last` are the half-open range of its tokens in the sentence."""

    first: int
    last: int
    start: int
    end: int
    shape: Shape
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    sub: str = ""  # "SU", "Q1", "H2", or the rule of a holiday
    unit: str = ""
    amount: Decimal | None = None  # None with a unit: vague, "a few years"
    shift: int | None = None  # -1 last, 0 this, 1 next; None: the tense decides
    against: Against = Against.PUBLISHED
    part: str = ""  # TIMEX3 part of the day: "MO"
    clock: str = ""  # "T10:00"
    edge: str = ""  # start, mid, end
    approximate: bool = False
    value: str = ""  # of sets and vague references, which need no calendar; of ISO dates
    year_of: Reading | None = None  # the year, or week, that another expression names: "March of that year"


Rule = Callable[[Sequence[Token], int, int], "tuple[Reading, ...]"]

_MACROS = {
    "MON": "(MONTH|WMONTH)",
    "WD": "((WEEKDAY|SWEEKDAY) COMMA? THE?)",
    "DAY": "(DAYNUM|ORDNUM)",
    "YR": "(YEAR|APYEAR)",
    "PRE": "((EARLY|EARLIER|LATER) (IN|ON|DURING)? THE?|THE? EDGE OF THE?|MID DASH?)",
    "REL": "(THE? (LAST|PAST|PREVIOUS|NEXT|COMING|FOLLOWING|CURRENT)|THIS (PAST|COMING)?|(THAT|THE) SAME|THAT|LAST)",
    "NUM": "(DAYNUM|INT|YEAR|(A|CARD) TIMES (AND? CARD (DASH? CARD)?)?|CARD (DASH? CARD)?)",
    "Q": "(A? QUANT OF? MORE?|NUM ((DASH|TO|AND) NUM)? (AND A? SEMESTER)?|SEMESTER (OF? A)?|A)",
    "U": "(UNIT|UNITS)",
    "DUR": "(Q DASH? ADJ? DASH? U (AND A SEMESTER)?)",
    "ABOUT": "(APPROX|AT? MORE)*",
}


@cache
def _compiled() -> tuple[re.Pattern[str], tuple[tuple[re.Pattern[str], Rule], ...]]:
    rules = tuple((re.compile(_translate(pattern)), rule) for pattern, rule in _RULES)
    return re.compile("|".join(f"(?:{pattern.pattern})" for pattern, _ in rules)), rules


def _translate(pattern: str) -> str:
    """Class names and macros -> a regular expression over class characters."""
    table = words.codes()

    def one(match: re.Match[str]) -> str:
        name = match.group()
        return f"(?:{_translate(_MACROS[name])})" if name in _MACROS else table[name]

    return re.sub(r"[A-Z]+", one, pattern.replace("(", "(?:")).replace(" ", "")


def read(tokens: Sequence[Token]) -> tuple[Reading, ...]:
    """The date expressions of one sentence's tokens, in order, without overlaps, joined where several words make one date."""
    table = words.codes()
    text = "".join([table[token.code] for token in tokens])
    anywhere, rules = _compiled()
    found: list[Reading] = []
    at = 0
    while (start := anywhere.search(text, at)) is not None:
        at = start.start()
        for pattern, rule in rules:
            match = pattern.match(text, at)
            if match and match.end() > at and (readings := rule(tokens, at, match.end())):
                found += readings
                at = max(reading.last for reading in readings)
                break
        else:
            at += 1
    return tuple(r for r in _joined(tokens, found) if r.shape not in (Shape.NOTHING, Shape.PART))


# ---------------------------------------------------------------- what the words of a match say


def _gather(tokens: Sequence[Token], first: int, last: int, shape: Shape) -> Reading:
    """The plain sense of a match: each class fills its own field."""
    fields: dict[str, object] = {}
    for token in tokens[first:last]:
        match token.code:
            case "MONTH" | "WMONTH":
                fields["month"] = int(token.value)
            case "DAYNUM" | "ORDNUM":
                fields["day"] = int(token.value)
            case "YEAR":
                fields["year"] = int(token.value)
            case "APYEAR":
                fields["year"] = _full_year(int(token.value[1:]))
            case "WEEKDAY" | "SWEEKDAY":
                fields["weekday"] = int(token.value)
            case "SEASON" | "WSEASON":
                fields["sub"] = token.value
            case "EARLY" | "EDGE" | "MID":
                fields["edge"] = "mid" if token.code == "MID" else token.value
            case "APPROX":
                fields["approximate"] = True
            case "PART":
                fields["part"] = token.value
            case "UNIT" | "UNITS":
                fields["unit"] = token.value
            case _:
                pass
    return Reading(first=first, last=last, start=tokens[first].start, end=tokens[last - 1].end, shape=shape, **fields)  # type: ignore[arg-type]  # the fields are typed above


def _full_year(two: int) -> int:
    """'62 is 1962 and '14 is 2014: the century that news speaks of."""
    return 2000 + two if two < 40 else 1900 + two


def _code(tokens: Sequence[Token], index: int) -> str:
    return tokens[index].code if 0 <= index < len(tokens) else words.STOP


def _text(tokens: Sequence[Token], index: int) -> str:
    return tokens[index].text if 0 <= index < len(tokens) else ""


def _codes(tokens: Sequence[Token], first: int, last: int) -> list[str]:
    return [token.code for token in tokens[first:last]]


def _relation(tokens: Sequence[Token], first: int, last: int) -> tuple[int | None, Against]:
    """The shift that the words before a unit or a name say, and what it counts from."""
    seen = set(_codes(tokens, first, last))
    if "PREVIOUS" in seen:
        return -1, Against.TEXT
    if "FOLLOWING" in seen or ("NEXT" in seen and "THE" in seen):
        return 1, Against.TEXT
    if "SAME" in seen or "THAT" in seen:
        return 0, Against.TEXT
    if seen & {"NEXT", "COMING"}:
        return 1, Against.PUBLISHED
    if seen & {"LAST", "PAST"}:
        return -1, Against.PUBLISHED
    if seen & {"THIS", "CURRENT"}:
        return 0, Against.PUBLISHED
    return None, Against.PUBLISHED


_ONE = Decimal(1)
_HALF = Decimal("0.5")


def _amount(tokens: Sequence[Token], first: int, last: int) -> Decimal | None:
    """The number that the words of a quantity say; the lower one of a range; None where they are vague ("a few", "dozens of")."""
    codes = _codes(tokens, first, last)
    if "QUANT" in codes:
        return Decimal(2) if any(t.text.lower() == "couple" for t in tokens[first:last]) else None
    total, part, seen = Decimal(0), Decimal(0), False
    for index in range(first, last):
        token = tokens[index]
        if token.code in ("DAYNUM", "INT", "YEAR"):
            if seen:
                break
            part, seen = Decimal(token.value), True
        elif token.code == "CARD":
            value = Decimal(token.value)
            if seen and part % 10 == 0 and 20 <= part % 100 <= 90 and value < 10:
                part += value  # "twenty" "five"
            elif seen and part % 100 == 0 and part > 0 and _code(tokens, index - 1) in ("TIMES", "AND"):
                part += value
            elif seen:
                break
            else:
                part, seen = value, True
        elif token.code == "TIMES":
            part, seen = (part or _ONE) * Decimal(token.value), True
        elif token.code == "SEMESTER":
            total, seen = total + _HALF, True
        elif token.code == "A" and not seen and _code(tokens, index - 1) != "SEMESTER":
            part = _ONE
            seen = index + 1 < last and _code(tokens, index + 1) == "TIMES" and seen
        elif token.code in ("UNIT", "UNITS") and _code(tokens, index + 1) != "AND":
            break
    return total + part


# ---------------------------------------------------------------- rules


def _iso(tokens: Sequence[Token], first: int, last: int) -> tuple[Reading, ...]:
    day, _, clock = tokens[first].text.partition("T")
    parts = [int(part) for part in day.split("-")]
    if len(parts) == 2 and (parts[1] > 12 or parts[1] == parts[0] % 100 + 1):
        return _years_of_one_word(tokens, first, *parts)
    if not 1 <= parts[1] <= 12 or not 1000 <= parts[0] <= 2199:
        return ()
    reading = replace(
        _gather(tokens, first, last, Shape.FIXED), year=parts[0], month=parts[1], day=parts[2] if len(parts) > 2 else None
    )
    return (replace(reading, clock=f"T{clock[:5]}" if clock else ""),)


def _years_of_one_word(tokens: Sequence[Token], at: int, year: int, rest: int) -> tuple[Reading, ...]:
    """"1915-17", "2006-07": two years, rather than a month of one."""
    second = year - year % 100 + rest
    if not 1000 <= year < second <= min(year + 60, 2199):
        return ()
    whole = _gather(tokens, at, at + 1, Shape.FIXED)
    return replace(whole, year=year, end=whole.start + 4), replace(whole, year=second, start=whole.end - 2)


def _slashed(tokens: Sequence[Token], first: int, last: int) -> tuple[Reading, ...]:
    """Dates in figures. Where day and month could be either way round ("4/5/2016") only the year is certain."""
    parts = [int(part) for part in re.split(r"[./-]", tokens[first].text)]
    reading = _gather(tokens, first, last, Shape.FIXED)
    if parts[0] > 31:
        year, month, day = parts
    else:
        one, two, year = parts
        year = year if year > 99 else _full_year(year)
        if one <= 12 and two <= 12 and one != two and "." not in tokens[first].text:
            return (replace(reading, year=year, approximate=True),)
        day, month = (one, two) if two <= 12 else (two, one)
    if not 1000 <= year <= 2199 or not 1 <= month <= 12:
        return ()
    return (replace(reading, year=year, month=month, day=day),)


def _full(tokens: Sequence[Token], first: int, last: int) -> tuple[Reading, ...]:
    """Month and day, with weekday and year where they stand."""
    reading = _gather(tokens, first, last, Shape.FIXED)
    codes = _codes(tokens, first, last)
    month_at = next(i for i in range(first, last) if tokens[i].code in ("MONTH", "WMONTH"))
    if "ORD" in codes:
        reading = replace(reading, day=int(next(t.value for t in tokens[first:last] if t.code == "ORD")))
    if reading.day is None or not 1 <= reading.day <= 31:
        return ()
    bare = reading.year is None and reading.weekday is None
    after = _code(tokens, last)
    day_last = tokens[last - 1].code == "DAYNUM"
    if bare and day_last and (after in ("UNIT", "UNITS", "TIMES") or _plural(tokens, last)) and _text(tokens, last).islower():
        return ()  # "in March 12 soldiers", "May 5 million"
    if bare and day_last and month_at == first and _text(tokens, first - 1).lower() == "in" and after == words.OTHER:
        return ()
    if tokens[month_at].text == "May" and bare and month_at == first and _sentence_start(tokens, first) and not day_last:
        return ()
    return (reading,)


def _plural(tokens: Sequence[Token], index: int) -> bool:
    text = _text(tokens, index)
    return _code(tokens, index) == words.OTHER and (
        text == "people" or (len(text) > 3 and text.islower() and text.endswith("s") and not text.endswith(("ss", "us", "is", "was", "has")))
    )


def _sentence_start(tokens: Sequence[Token], index: int) -> bool:
    return all(token.code in (words.STOP, words.OPEN, words.DASH) for token in tokens[:index])


def _pair(tokens: Sequence[Token], first: int, last: int) -> tuple[Reading, ...]:
    """Two days of one month: "October 25-26, 2016", "the 28 and 29 August". Two readings."""
    whole = _gather(tokens, first, last, Shape.FIXED)
    days = [i for i in range(first, last) if tokens[i].code in ("DAYNUM", "ORDNUM")][:2]
    numbers = [int(tokens[i].value) for i in days]
    month_at = next(i for i in range(first, last) if tokens[i].code in ("MONTH", "WMONTH"))
    if len(days) < 2 or numbers[0] >= numbers[1]:
        return ()
    if month_at < days[0]:
        if _code(tokens, last) in ("MONTH", "WMONTH", "UNIT", "UNITS", "TIMES"):
            return ()
        if "AND" in _codes(tokens, days[0], days[1]) and whole.year is None and _code(tokens, last) not in (words.STOP, words.COMMA):
            return ()
        left, right = (first, days[0] + 1), (days[1], last)
    else:
        left, right = (first, days[0] + 1), (days[1], last)
    return tuple(
        replace(whole, first=a, last=b, start=tokens[a].start, end=tokens[b - 1].end, day=number, weekday=None)
        for (a, b), number in zip((left, right), numbers, strict=True)
    )


def _years(tokens: Sequence[Token], first: int, last: int) -> tuple[Reading, ...]:
    """"1915-17": two years."""
    if last - first != 3 or len(tokens[last - 1].text) != 2 or tokens[first + 1].start != tokens[first].end:
        return ()
    year = int(tokens[first].value)
    second = year - year % 100 + int(tokens[last - 1].value)
    if not year < second <= year + 60:
        return ()
    return (
        replace(_gather(tokens, first, first + 1, Shape.FIXED), year=year),
        replace(_gather(tokens, last - 1, last, Shape.FIXED), year=second, day=None),
    )


def _month_year(tokens: Sequence[Token], first: int, last: int) -> tuple[Reading, ...]:
    if tokens[last - 1].code == "YEAR" and _plural(tokens, last) and _code(tokens, last - 2) not in ("MONTH", "WMONTH", "OF"):
        return ()
    return (_gather(tokens, first, last, Shape.FIXED),)


# Before these a bare month that is also a word or a name is a month.
_COMPANY = frozenset("IN OF FROM TO BY DURING AND DASH LAST NEXT THIS EARLY EDGE MID PREVIOUS FOLLOWING COMING EVERY AFTER BEFORE".split())


def _month(tokens: Sequence[Token], first: int, last: int) -> tuple[Reading, ...]:
    """A month alone. "May", "March", "April", "June" and "August" need company that no verb and no person's name has."""
    at = last - 1
    if tokens[at].code == "WMONTH":
        before = _code(tokens, first - 1) if first == at else _code(tokens, at - 1)
        name_follows = _code(tokens, last) == words.OTHER and _text(tokens, last)[:1].isupper()
        helped = before in _COMPANY or (before == "THE" and tokens[at].text not in ("May", "March")) or first < at
        if not helped and (tokens[at].text in ("May", "March") or name_follows or _sentence_start(tokens, at)):
            return ()
        if name_follows and before not in ("IN", "FROM", "DURING", "OF", "LAST", "NEXT", "THIS"):
            return ()
        if not helped and before == words.OTHER and _text(tokens, at - 1)[:1].isupper():
            return ()
    elif _code(tokens, first - 1) == words.OTHER and _text(tokens, first - 1) == "Black":
        return ()
    return (_related(tokens, first, last, Shape.FIXED),)


def _related(tokens: Sequence[Token], first: int, last: int, shape: Shape) -> Reading:
    reading = _gather(tokens, first, last, shape)
    shift, against = _relation(tokens, first, last)
    return replace(reading, shift=shift, against=against)


def _season(tokens: Sequence[Token], first: int, last: int) -> tuple[Reading, ...]:
    """A season: "the spring of 2016", "this fall", "winter". "spring" and "fall" alone need "in the", "this", "early" before them."""
    at = next(i for i in range(first, last) if tokens[i].code in ("SEASON", "WSEASON"))
    reading = _related(tokens, first, last, Shape.FIXED)
    if reading.year is not None:
        if tokens[at].code == "WSEASON" and tokens[at].text.lower() == "fall" and _text(tokens, first - 1).lower() in ("to", "will"):
            return ()
        return (reading,)
    if _code(tokens, last) == "OF" or _text(tokens, last).lower() in ("olympics", "games", "palace", "school", "camp"):
        return () if _code(tokens, last) == "OF" and tokens[at].code == "WSEASON" else (replace(reading, shape=Shape.NOTHING),)
    if tokens[at].text[0].isupper() and not _sentence_start(tokens, at) and _text(tokens, last)[:1].isupper():
        return ()  # "the Winter Palace", "the Spring Offensive": a name
    before = [_code(tokens, i) for i in (first - 1, first - 2)]
    if _code(tokens, last) in ("AND", "DASH", "TO") and _code(tokens, last + 1) in ("SEASON", "WSEASON"):
        return (reading,)  # "summer and autumn 1918"
    introduced = first < at and bool(set(_codes(tokens, first, at)) - {"THE"})
    if not introduced and not (before[0] in ("IN", "DURING", "BY", "FROM", "TO", "OF", "EVERY", "MORE") or (first < at and before[0] == "OTHER")):
        return ()
    if tokens[at].code == "WSEASON" and not introduced and not (first < at and before[0] in ("IN", "DURING", "BY", "FROM", "MORE")):
        return ()
    return (reading,)


def _quarter(tokens: Sequence[Token], first: int, last: int) -> tuple[Reading, ...]:
    number = next((t for t in tokens[first:last] if t.code in ("ORD", "ORDNUM", "QNUM")), None)
    if number is None:
        return ()
    value = int(number.text[1]) if number.code == "QNUM" else int(number.value)
    value = 4 if value == -1 else value
    if not 1 <= value <= 4:
        return ()
    return (replace(_gather(tokens, first, last, Shape.FIXED), sub=f"Q{value}", day=None),)


def _half(tokens: Sequence[Token], first: int, last: int) -> tuple[Reading, ...]:
    """"the first half of 2012"; "the latter half". Without a year after it, it is half of a match."""
    if _code(tokens, last - 1) != "YEAR" and not (_code(tokens, last) == "OF" and _unit_follows(tokens, last + 1)):
        return ()
    number = next((int(t.value) for t in tokens[first:last] if t.code in ("ORD", "ORDNUM")), 2)
    if number not in (1, 2, -1):
        return ()
    return (replace(_gather(tokens, first, last, Shape.FIXED), sub="H1" if number == 1 else "H2", day=None, edge=""),)


def _unit_follows(tokens: Sequence[Token], index: int) -> bool:
    return any(token.code == "UNIT" and token.value == "year" for token in tokens[index : index + 3])


def _decade(tokens: Sequence[Token], first: int, last: int) -> tuple[Reading, ...]:
    token = tokens[last - 1]
    if token.code == "DECADEWORD":
        number = int(token.value)
        if _code(tokens, last - 2) == "DASH" and _code(tokens, last - 3) == "ORD":
            return ()
        if _code(tokens, first) not in ("THE", "EARLY", "MID") and _code(tokens, first - 1) not in ("THE", "IN"):
            return ()
        if _text(tokens, first - 1).lower() in ("his", "her", "their", "my", "our", "your"):
            return ()
    else:
        digits = token.value
        if len(digits) == 3 or not digits.isdigit():  # "the 500s" are seldom a decade
            return ()
        number = int(digits) // 10 if len(digits) == 4 else 190 + int(digits) // 10
        if len(digits) == 2 and int(digits) < 20:
            number += 10
        if len(digits) == 2 and not token.text.startswith(("'", "’")) and _code(tokens, first - 1) not in ("THE",):
            return ()
        if len(digits) == 4 and not 1000 <= int(digits) < 2200:
            return ()
        if len(digits) == 4 and digits.endswith("00") and int(digits) < 2000:  # "the 1800s": the century
            reading = _gather(tokens, first, last, Shape.CENTURY)
            return (replace(reading, year=int(digits) // 100 + 1),)
    return (replace(_gather(tokens, first, last, Shape.DECADE), year=number),)


def _century(tokens: Sequence[Token], first: int, last: int) -> tuple[Reading, ...]:
    if tokens[last - 1].value != "century":
        return ()
    number = next((t for t in tokens[first:last] if t.code in ("ORD", "ORDNUM")), None)
    if number is None or not 1 <= int(number.value) <= 22 or _text(tokens, last).upper() in ("BC", "B", "BCE"):
        return ()
    return (replace(_gather(tokens, first, last, Shape.CENTURY), year=int(number.value), day=None, unit=""),)


def _unit(tokens: Sequence[Token], first: int, last: int) -> tuple[Reading, ...]:
    """A unit with a word that shifts it: "last week", "earlier this month", "the following day"."""
    reading = _related(tokens, first, last, Shape.UNIT)
    codes = set(_codes(tokens, first, last))
    if reading.unit in ("hour", "minute", "second") or reading.shift is None:
        return ()
    if "THE" in codes and codes & {"LAST", "PAST"} and "PREVIOUS" not in codes:
        if reading.unit in ("weekend",):
            return (reading,)
        return (replace(reading, shape=Shape.DURATION, amount=_ONE, shift=-1),)
    if reading.unit == "day" and codes & {"THIS", "LAST", "CURRENT"} and "THE" not in codes:
        return ()  # "to this day", "last day": no date
    if codes & {"CURRENT"} or ("THAT" in codes and reading.unit in ("century", "decade")):
        return ()
    if reading.edge and codes & {"EARLY", "EARLIER", "LATER"} and reading.unit in ("day",):
        reading = replace(reading, edge="")
    if codes & {"PAST"} and "THE" not in codes and "THIS" not in codes and _text(tokens, first - 1).lower() not in ("", "in", "over", "for"):
        return ()
    return (reading,)


def _edge_of_unit(tokens: Sequence[Token], first: int, last: int) -> tuple[Reading, ...]:
    """"the end of the year", "later in the day", "year-end": within the unit that the text is at."""
    reading = _gather(tokens, first, last, Shape.UNIT)
    codes = _codes(tokens, first, last)
    if reading.unit in ("hour", "minute", "second", "century", "decade", "weekend", "fortnight"):
        return ()
    if reading.unit == "day" and reading.edge == "end" and "LATER" not in codes:
        return ()  # "at the end of the day": a figure of speech
    if _code(tokens, last) == "OF":
        return ()
    against = Against.TEXT if set(codes) & {"EARLIER", "LATER"} or reading.unit == "day" else Against.PUBLISHED
    return (replace(reading, shift=0, against=against),)


def _unit_beside(tokens: Sequence[Token], first: int, last: int) -> tuple[Reading, ...]:
    """"the day before.", "the year after,": counted from the text. Before a clause ("the day after the battle") no calendar can say."""
    after = _code(tokens, last)
    if tokens[last - 1].code != "FOLLOWING" and (after not in (words.STOP, words.COMMA, "AND") or tokens[last - 1].text.lower() == "on"):
        return ()
    unit = next(t.value for t in tokens[first:last] if t.code == "UNIT")
    if unit in ("hour", "minute", "second"):
        return ()
    shift = -1 if tokens[last - 1].code == "BEFORE" else 1
    return (replace(_gather(tokens, first, last, Shape.UNIT), shift=shift, against=Against.TEXT),)


def _span_of_units(tokens: Sequence[Token], first: int, last: int) -> tuple[Reading, ...]:
    """"the past five years", "the next few days", "the first nine months of 2012": a duration."""
    if _code(tokens, last) in ("AGO", "LATER", "EARLIER", "HENCE"):
        return ()
    codes = _codes(tokens, first, last)
    shift, against = _relation(tokens, first, last)
    amount = _amount(tokens, first, last) if any(c in codes for c in ("DAYNUM", "INT", "CARD", "TIMES", "SEMESTER", "YEAR")) else None
    if any(t.text.lower() == "couple" for t in tokens[first:last]):
        amount = Decimal(2)
    year = next((int(t.value) for t in tokens[last - 1 : last] if t.code == "YEAR" and "OF" in codes), None)
    return (replace(_gather(tokens, first, last, Shape.DURATION), amount=amount, day=None, year=year, shift=shift, against=against),)


def _away(tokens: Sequence[Token], first: int, last: int) -> tuple[Reading, ...]:
    """"two years ago", "four days later", "a year earlier", "a week from now"."""
    closing = tokens[last - 1]
    if closing.code in ("BEFORE", "AFTER"):
        # "two days after the battle" is a duration and an event; "two years before." counts from the text.
        if closing.text.lower() == "on" or _code(tokens, last) not in (words.STOP, words.COMMA):
            if closing.text.lower() not in ("previously", "afterwards", "afterward", "thereafter"):
                return ()
        direction, against = (-1 if closing.code == "BEFORE" else 1), Against.TEXT
    elif closing.code in ("EARLIER", "LATER"):
        if _text(tokens, last).lower() == "than":
            return ()
        direction, against = (-1 if closing.code == "EARLIER" else 1), Against.TEXT
    else:
        direction, against = (-1 if closing.code == "AGO" else 1), Against.PUBLISHED
    body = [i for i in range(first, last) if tokens[i].code in ("UNIT", "UNITS")]
    codes = _codes(tokens, first, last)
    stated = any(c in codes for c in ("A", "CARD", "DAYNUM", "INT", "YEAR", "TIMES", "SEMESTER"))
    amount = _amount(tokens, first, last) if stated or any(t.text.lower() == "couple" for t in tokens[first:last]) else None
    if "DASH" in codes and not stated:
        amount = _ONE  # "year-ago"
    reading = _gather(tokens, first, last, Shape.AMOUNT)
    return (replace(reading, amount=amount, shift=direction, against=against, unit=tokens[body[0]].value, day=None, year=None),)


def _age(tokens: Sequence[Token], first: int, last: int) -> tuple[Reading, ...]:
    """"42-year-old", "aged 8-10 years": ages are figures, not dates."""
    return (_gather(tokens, first, last, Shape.NOTHING),)


def _duration(tokens: Sequence[Token], first: int, last: int) -> tuple[Reading, ...]:
    codes = _codes(tokens, first, last)
    if "QUANT" in codes and any(t.text.lower() == "recent" for t in tokens[first:last]):
        return (replace(_gather(tokens, first, last, Shape.VAGUE), value="PAST_REF"),)
    while first < last and tokens[first].code in ("MORE", "APPROX") and tokens[first].text.lower() in ("another", "just", "only", "up", "less"):
        first += 1
    reading = _gather(tokens, first, last, Shape.DURATION)
    if reading.unit == "weekend" or (reading.unit == "second" and "UNIT" in codes):
        return ()
    if codes == ["A", "UNIT"] and _code(tokens, last) == "OF" and reading.unit == "day":
        return ()  # "a day of mourning": a kind of day
    if "YEAR" in codes and _code(tokens, first) == "YEAR" and reading.unit in ("day", "week", "month", "year") and tokens[first].text[0] in "12":
        if "UNITS" not in codes:
            return ()  # "the 2012 year", "2011-year"
    amount = None if codes[:1] == ["A"] and "UNITS" in codes and "TIMES" not in codes else _amount(tokens, first, last)
    return (replace(reading, amount=amount, day=None, year=None, approximate="APPROX" in codes or "QUANT" in codes),)


def _plain_units(tokens: Sequence[Token], first: int, last: int) -> tuple[Reading, ...]:
    """"for years", "in decades", "week-long"."""
    if tokens[first].code == "UNITS":
        if _text(tokens, first - 1).lower() not in ("for", "in", "lasted", "lasting", "took", "spent") or _code(tokens, last) == "OF":
            return ()
        return (_gather(tokens, first, last, Shape.DURATION),)
    return (replace(_gather(tokens, first, last, Shape.DURATION), amount=_ONE),)


_SET_UNITS = {"day": "P1D", "week": "P1W", "month": "P1M", "year": "P1Y", "decade": "P1DE", "hour": "PT1H", "minute": "PT1M"}


def _set(tokens: Sequence[Token], first: int, last: int) -> tuple[Reading, ...]:
    reading = _gather(tokens, first, last, Shape.SET)
    if reading.weekday is not None:
        return (replace(reading, value=f"XXXX-WXX-{reading.weekday + 1}"),)
    if reading.month is not None:
        return (replace(reading, value=f"XXXX-{reading.month:02}"),)
    if reading.part:
        return (replace(reading, value=f"XXXX-XX-XXT{reading.part}"),)
    if reading.sub:
        return (replace(reading, value=f"XXXX-{reading.sub}"),)
    number = next((t for t in tokens[first:last] if t.code in ("CARD", "DAYNUM", "INT", "ORD")), None)
    if _plural(tokens, last) or _text(tokens, last) == "life":
        return ()  # "every day lives"
    if reading.unit not in _SET_UNITS:
        return ()
    plain = _SET_UNITS[reading.unit]
    return (replace(reading, value=plain.replace("1", number.value) if number else plain, day=None),)


def _today(tokens: Sequence[Token], first: int, last: int) -> tuple[Reading, ...]:
    """today, yesterday, tonight, "the day before yesterday"."""
    shift, _, part = tokens[last - 1].value.partition(" ")
    number = int(shift)
    if last - first > 1:
        away = next((-1 if t.code == "BEFORE" else 1 for t in tokens[first:last] if t.code in ("BEFORE", "AFTER")), 0)
        if away and away != number:
            return ()
        number += away
    reading = _gather(tokens, first, last, Shape.UNIT)
    return (replace(reading, unit="day", shift=number, part=part, edge=""),)


def _weekday(tokens: Sequence[Token], first: int, last: int) -> tuple[Reading, ...]:
    reading = _related(tokens, first, last, Shape.WEEKDAY)
    if _text(tokens, first - 1) in ("Black", "Bloody", "Ash", "Good", "Sheffield", "Cyber", "Super") and first == last - 1:
        return ()
    at = next(i for i in range(first, last) if tokens[i].code == "WEEKDAY")
    if at < last - 1 and tokens[last - 1].code in ("LAST", "NEXT") and _code(tokens, last) in ("UNIT", "PART", "SEASON", "MONTH"):
        return ()  # "Friday last week": the rule for weekdays alone, then joined
    if not tokens[at].text[0].isupper() and first == at and _code(tokens, first - 1) not in ("ON", "FROM", "TO", "BY", "AND", "DASH"):
        return ()
    return (replace(reading, edge="" if reading.edge == "mid" else reading.edge),)


def _part(tokens: Sequence[Token], first: int, last: int) -> tuple[Reading, ...]:
    """"this morning", "last night", "the next evening"; a bare part of the day waits for a date to join."""
    reading = _related(tokens, first, last, Shape.UNIT)
    codes = set(_codes(tokens, first, last))
    if reading.shift is None:
        return (replace(reading, shape=Shape.PART),)
    if "THE" in codes and codes & {"LAST", "PAST", "CURRENT"} - {"SAME"} or ("THIS" in codes and codes & {"PAST", "COMING"}):
        return ()
    return (replace(reading, unit="day"),)


def _holiday(tokens: Sequence[Token], first: int, last: int) -> tuple[Reading, ...]:
    name = next(t for t in tokens[first:last] if t.code == words.HOLIDAY)
    if _text(tokens, last)[:1].isupper() and _code(tokens, last) == words.OTHER and name.text in ("Easter", "Christmas", "Thanksgiving"):
        return ()  # "Easter Island"
    rule = words.holidays()[name.text.replace("’", "'").casefold()]
    return (replace(_related(tokens, first, last, Shape.FIXED), sub=rule),)


_UNIT_NOUNS = frozenset("percent per cent miles metres meters kilometres kilometers km kg tons tonnes feet pounds dollars euros yards acres hectares".split())


def _year(tokens: Sequence[Token], first: int, last: int) -> tuple[Reading, ...]:
    """A year alone. The years 1900 to 2099 stand for themselves unless something is counted; earlier ones need "in", "since", a bracket."""
    at = next(i for i in range(first, last) if tokens[i].code == "YEAR")
    year = int(tokens[at].value)
    before, after = _code(tokens, at - 1), _code(tokens, last)
    previous, following = _text(tokens, at - 1).lower(), _text(tokens, last)
    if after in ("UNIT", "UNITS", "TIMES", "MONEY", "PER") or following.lower() in _UNIT_NOUNS or following in ("%", "°"):
        return ()
    ranged = after == words.DASH and _code(tokens, last + 1) == "YEAR"
    if ranged and first == at and not _plural(tokens, last + 2):
        return (replace(_gather(tokens, first, last, Shape.FIXED), unit="", day=None),)
    if before in ("MORE", "QUANT", "CARD", "INT", "DAYNUM", "MONEY", "TIMES") or previous in ("no", "number", "flight", "resolution", "route", "room", "article"):
        return ()
    if before == words.OTHER and tokens[at - 1].end == tokens[at].start:
        return ()
    if before == words.DASH and tokens[at - 1].end == tokens[at].start and _code(tokens, at - 2) in (words.OTHER, "INT", "DAYNUM"):
        return ()  # "STS-1984"
    if first < at and _codes(tokens, first, at) == ["APPROX"] and previous in ("some", "about", "nearly", "almost") and _plural(tokens, last):
        return ()
    introduced = first < at or before in ("IN", "FROM", "BY", "DURING", "TO", "OF", words.OPEN, "THE", "AND", "EARLY", "AFTER", "BEFORE")
    if _plural(tokens, last) and not (before in ("IN", "THE") or (introduced and year >= 1950)):
        return ()
    if year < 1900 or year > 2099:
        if not (introduced or before == words.DASH):
            return ()
        if before not in ("IN", "THE") and after == words.OTHER and following.islower() and not following.endswith("ed") and len(following) > 3:
            return ()
    return (replace(_gather(tokens, first, last, Shape.FIXED), unit="", day=None),)


def _fiscal(tokens: Sequence[Token], first: int, last: int) -> tuple[Reading, ...]:
    return (replace(_gather(tokens, first, last, Shape.FIXED), unit=""),)


def _clock(tokens: Sequence[Token], first: int, last: int) -> tuple[Reading, ...]:
    """A time of day. Without a.m., p.m. or a zone it needs "at", "by" or the like: "2:30" is also a score."""
    text = tokens[first].text.lower().replace(" ", "")
    match = re.match(r"(\d{1,2})[:.]?(\d\d)?(?::?\d\d)?(?:([ap])\.?m)?", text)
    if match is None:
        return ()
    hour, minute = int(match.group(1)), int(match.group(2) or 0)
    half = match.group(3)
    if hour > 24 or minute > 59 or (half and not 1 <= hour <= 12):
        return ()
    if not half and not re.search(r"[a-z]", text) and _code(tokens, first - 1) not in ("AT", "BY", "FROM", "TO", "APPROX", "AND", "DURING", "DASH"):
        return ()
    if "o'clock" in text or "o’clock" in text:
        half = ""
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    return (replace(_gather(tokens, first, last, Shape.CLOCK), clock=f"T{hour:02}:{minute:02}"),)


def _day_of_month(tokens: Sequence[Token], first: int, last: int) -> tuple[Reading, ...]:
    """"on the 20th": a day of the month that the text is in."""
    day = int(tokens[last - 1].value)
    if _code(tokens, first - 1) not in ("ON", "BY", "TO", "FROM") or not 1 <= day <= 31:
        return ()
    if _code(tokens, last) in (words.OTHER, "UNIT", "ORD", words.DASH, "OF") and _text(tokens, last).lower() not in ("when", "was", "that"):
        return ()
    return (replace(_gather(tokens, first, last, Shape.DAY_OF_MONTH), day=day, against=Against.TEXT),)


def _week_of_month(tokens: Sequence[Token], first: int, last: int) -> tuple[Reading, ...]:
    """"the last week of August", "the second week of March 2012": the week's days, counted from the first of the month."""
    number = next(t for t in tokens[first:last] if t.code in ("ORD", "LAST", "ORDNUM"))
    value = -1 if number.code == "LAST" else int(number.value)
    if not -1 <= value <= 5:
        return ()
    unit = next(t.value for t in tokens[first:last] if t.code == "UNIT")
    if unit not in ("week", "weekend"):
        return ()
    reading = _gather(tokens, first, last, Shape.FIXED)
    return (replace(reading, sub=f"week {value}", day=None, unit=""),)


def _vague(tokens: Sequence[Token], first: int, last: int) -> tuple[Reading, ...]:
    return (replace(_gather(tokens, first, last, Shape.VAGUE), value=tokens[last - 1].value),)


_RULES: tuple[tuple[str, Rule], ...] = (
    ("ISO", _iso),
    ("SLASHED", _slashed),
    ("AGED (NUM (DASH|TO|AND))? NUM U?", _age),
    ("NUM DASH? U DASH? OLD", _age),
    ("(REL)? HOLIDAY ((COMMA|OF|IN)? YEAR)?", _holiday),
    ("WD? MON DAY (DASH|TO|AND) DAY (COMMA? YR)?", _pair),
    ("THE? DAY (DASH|TO|AND|COMMA) THE? DAY OF? MON (COMMA? YR)?", _pair),
    ("PRE? WD? THE? (DAY OF?|ORD OF) MON (COMMA? YR)?", _full),
    ("PRE? WD? MON THE? DAY (COMMA? IN? YR)?", _full),
    ("YEAR (DASH|SLASH) (DAYNUM|INT)", _years),
    ("THE? (ORD|ORDNUM|LAST) UNIT (OF|IN) MON (COMMA|OF)? YR?", _week_of_month),
    ("PRE? MON (COMMA|OF)? YR", _month_year),
    ("APPROX MON (COMMA|OF)? YR", _month_year),
    ("PRE? THE? (SEASON|WSEASON) (OF|COMMA)? YEAR", _season),
    ("PRE? THE? YEAR (SEASON|WSEASON)", _season),
    ("PRE? THE? (ORD|ORDNUM) DASH? QUARTER ((OF|IN|COMMA)? (THE? FISCAL UNIT?)? YEAR)?", _quarter),
    ("QNUM (OF|COMMA)? YEAR?", _quarter),
    ("THE? (ORD|EARLY) DASH? SEMESTER (OF (FISCAL UNIT?)? YEAR)?", _half),
    ("THE? FISCAL UNIT? YEAR", _fiscal),
    ("YEAR FISCAL UNIT", _fiscal),
    ("PRE? (MID DASH?)? (DECADE|DECADEWORD)", _decade),
    ("THE (EARLY|MID DASH?) (DECADE|DECADEWORD)", _decade),
    ("PRE? THE? (EARLY|MID DASH?)? (ORD|ORDNUM) DASH? UNIT", _century),
    ("THE UNIT (BEFORE|AFTER) TODAY", _today),
    ("ABOUT DUR (AGO|EARLIER|LATER|HENCE|BEFORE|AFTER|FROM NOW)", _away),
    ("UNITS (AGO|EARLIER|LATER)", _away),
    ("(A|THE)? UNIT DASH (AGO|EARLIER)", _away),
    ("(THE|THESE)? (LAST|PAST|PREVIOUS|NEXT|COMING|FOLLOWING|ORD) (QUANT|NUM|APPROX NUM) OF? (DASH|ADJ)* (AND A SEMESTER)? U ((OF|IN) (MON (COMMA|OF)?)? YEAR)?", _span_of_units),
    ("THE? (QUANT|NUM) (LAST|PAST|PREVIOUS|NEXT|COMING|FOLLOWING) UNITS", _span_of_units),
    ("THE (LAST|PAST|COMING|NEXT|FOLLOWING) UNITS", _span_of_units),
    ("((EARLIER|LATER|EARLY) (IN|ON)?|THE? EDGE OF)? REL UNIT", _unit),
    ("(EARLIER|LATER|EARLY) (IN|ON) THE UNIT", _edge_of_unit),
    ("THE? EDGE OF THE UNIT", _edge_of_unit),
    ("UNIT DASH EDGE", _edge_of_unit),
    ("THE UNIT (BEFORE|AFTER|FOLLOWING)", _unit_beside),
    ("EVERY (OTHER|ORD|NUM)? (UNIT|UNITS|WEEKDAY|PART|MON|SEASON)", _set),
    ("PER UNIT", _set),
    ("THE? (EARLY|EARLIER|LATER)? REL PART", _part),
    ("EARLIER? TODAY", _today),
    ("LATER? TODAY", _today),
    ("PRE? (REL)? WEEKDAY (LAST|NEXT)?", _weekday),
    ("PRE? (REL)? WEEKDAY", _weekday),
    ("PRE? (REL)? (SEASON|WSEASON)", _season),
    ("PRE? THE (SEASON|WSEASON)", _season),
    ("PRE? (REL)? MON", _month),
    ("ABOUT DUR (DASH LONG)?", _duration),
    ("UNIT DASH LONG", _plain_units),
    ("UNITS", _plain_units),
    ("ABOUT? PRE? (THE UNIT)? YEAR", _year),
    ("CLOCK", _clock),
    ("THE ORDNUM", _day_of_month),
    ("THE? EARLY? PART (UNITS (OF|ON))?", _part),
)


# ---------------------------------------------------------------- several words, one date


def _joined(tokens: Sequence[Token], found: Sequence[Reading]) -> list[Reading]:
    """Neighbours that make one date: "Tuesday night", "10 a.m. on Friday", "March of that year", "Friday of last week"."""
    out: list[Reading] = []
    for reading in found:
        joined = _join(tokens, out[-1], reading) if out else None
        if joined is None and out and len(out) > 1 and out[-1].shape is Shape.PART:
            pass
        if joined is None:
            out.append(reading)
        else:
            out[-1] = joined
            while len(out) > 1 and (again := _join(tokens, out[-2], out[-1])) is not None:
                out[-2:] = [again]
    return _years_shared(tokens, out)


_BETWEEN = frozenset((words.COMMA, "OF", "ON", "AT", "THE", "IN"))


def _join(tokens: Sequence[Token], left: Reading, right: Reading) -> Reading | None:
    gap = _codes(tokens, left.last, right.first)
    if len(gap) > 2 or any(code not in _BETWEEN for code in gap):
        return None
    span = {"first": left.first, "last": right.last, "start": left.start, "end": right.end}
    dated = (Shape.FIXED, Shape.WEEKDAY, Shape.UNIT, Shape.DAY_OF_MONTH)
    if right.shape in (Shape.PART, Shape.CLOCK) and left.shape in dated and _is_day(left) and not (left.part and right.part):
        if right.shape is Shape.PART and gap and "COMMA" not in gap and "AT" not in gap and "IN" not in gap:
            return None
        return replace(left, part=right.part or left.part, clock=right.clock or left.clock, **span)  # type: ignore[arg-type]  # four ints
    if left.shape in (Shape.PART, Shape.CLOCK) and right.shape in dated and _is_day(right) and not (left.part and right.part):
        if left.shape is Shape.CLOCK and right.clock:
            return None
        return replace(right, part=left.part or right.part, clock=left.clock or right.clock, **span)  # type: ignore[arg-type]
    if left.shape is Shape.CLOCK and right.shape is Shape.PART:
        return replace(left, part=right.part, **span)  # type: ignore[arg-type]
    if right.shape is Shape.UNIT and right.unit == "year" and left.shape is Shape.FIXED and left.year is None and words.COMMA not in gap:
        if left.shift is None and not (right.shift == 0 and right.against is Against.PUBLISHED and not gap and not right.edge and left.day):
            return replace(left, year_of=right, **span)  # type: ignore[arg-type]
    if right.shape is Shape.UNIT and right.unit == "week" and left.shape is Shape.WEEKDAY and left.shift is None and words.COMMA not in gap:
        return replace(left, year_of=right, **span)  # type: ignore[arg-type]
    if left.shape is Shape.UNIT and left.unit == "year" and right.shape is Shape.FIXED and right.year is None and right.sub[:1] in "QH" and not gap:
        return replace(right, year_of=left, **span) if right.sub else None  # type: ignore[arg-type]
    return None


def _is_day(reading: Reading) -> bool:
    match reading.shape:
        case Shape.FIXED:
            return reading.day is not None or ("-" in reading.sub and not reading.sub.startswith("week"))
        case Shape.UNIT:
            return reading.unit == "day"
        case _:
            return True


def _years_shared(tokens: Sequence[Token], found: list[Reading]) -> list[Reading]:
    """The year of "31 May - 1 June 1916", "between March and April 1918" belongs to both."""
    for index in range(len(found) - 2, -1, -1):
        left, right = found[index], found[index + 1]
        gap = _codes(tokens, left.last, right.first)
        same_kind = left.shape is right.shape is Shape.FIXED and left.year is None and left.shift is None and left.year_of is None
        if not same_kind or right.year is None or not gap or len(gap) > 2 or not set(gap) <= {"DASH", "AND", "TO", words.COMMA, "DURING", "THE"}:
            continue
        if gap == [words.COMMA] or (left.month is None and not left.sub) or (right.month is None and not right.sub) or left.sub[:1] == "e":
            continue
        later = left.month is not None and right.month is not None and left.month > right.month
        found[index] = replace(left, year=right.year - later)
    return found
