"""The grammar of date expressions: which sequences of word classes are dates, and what each says before any calendar is asked.

A sentence becomes a string with one character per token, its class; a rule is a regular expression over that string. So a rule reads
like the phrase it finds, and no rule knows a word: `THE? ORDNUM OF? MON (COMMA? YR)?` is "the 20th of August, 1917".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from generator.annotate.dates import rules_named as named
from generator.annotate.dates import rules_relative as relative
from generator.annotate.dates import words
from generator.annotate.dates.joining import join
from generator.annotate.dates.matching import Match
from generator.annotate.dates.readings import Reading, Shape
from generator.annotate.dates.words import Token

Rule = Callable[[Match], "tuple[Reading, ...]"]

_MACROS = {
    "MON": "(MONTH|WMONTH)",
    "WD": "((WEEKDAY|SWEEKDAY) COMMA? THE?)",
    "DAY": "(DAYNUM|ORDNUM)",
    "YR": "(YEAR|APYEAR)",
    "PRE": "((EARLY|EARLIER|LATER) (IN|ON|DURING)? THE?|THE? EDGE OF THE?|MID DASH?)",
    "REL": "(THE? (SIDE|CURRENT)|THIS (PAST|COMING)?|(THAT|THE) SAME|THAT|LAST)",
    "NUM": "(DAYNUM? DAYNUM SLASH DAYNUM|(DAYNUM|INT) TIMES|DAYNUM|INT|YEAR|(A|CARD) TIMES (AND? CARD (DASH? CARD)?)?|CARD (DASH? CARD)?)",
    "Q": "(A? QUANT OF? MORE?|NUM DASH AND DASH A DASH SEMESTER|NUM ((DASH|TO|AND) NUM)? (AND A? SEMESTER)?|SEMESTER (OF? A)?|A)",
    "U": "(UNIT|UNITS)",
    "LENGTH": "(Q DASH? ADJ? DASH? U (AND A SEMESTER)?)",
    "SIDE": "(LAST|PAST|PREVIOUS|NEXT|COMING|FOLLOWING)",
    "SEAS": "(SEASON|WSEASON)",
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
            if match and match.end() > at and (readings := rule(Match(tokens, at, match.end()))):
                found += readings
                at = max(reading.last for reading in readings)
                break
        else:
            at += 1
    whole = Match(tokens, 0, len(tokens))
    joined = (relative.read_lone_part(whole, r) if r.shape is Shape.PART else r for r in join(tokens, found))
    return tuple(r for r in joined if r.shape not in (Shape.NOTHING, Shape.PART))


_RULES: tuple[tuple[str, Rule], ...] = (
    ("ISO", named.read_iso),
    ("SLASHED", named.read_slashed),
    ("THE? TOTAL? NOW", relative.read_vague),
    ("(AT|DURING) THE? MOMENT", relative.read_vague),
    ("(AT|DURING) CURRENT", relative.read_vague),
    ("THE? (CLOSEBY|QUANT)? (FUTURE|CURRENT|PAST)", relative.read_vague),
    ("REF", relative.read_vague),
    ("THESE UNITS", relative.read_vague),
    ("AT THIS TIMEWORD", relative.read_vague),
    ("THE UNITS", relative.read_units_of),
    ("OFTEN", relative.read_often),
    ("WEEKDAYS PART?", relative.read_often),
    ("AGED (NUM (DASH|TO|AND))? NUM U?", relative.read_age),
    ("NUM DASH? U DASH? OLD", relative.read_age),
    ("REL? HOLIDAY ((COMMA|OF|IN)? YEAR)?", named.read_holiday),
    ("WD? MON DAY (DASH|TO|AND) DAY (COMMA? YR)?", named.read_two_days),
    ("THE? DAY (DASH|TO|AND|COMMA) THE? DAY OF? MON (COMMA? YR)?", named.read_two_days),
    ("PRE? WD? THE? (DAY OF?|ORD OF) MON (COMMA? YR)?", named.read_day),
    ("PRE? WD? MON THE? DAY (COMMA? IN? YR)?", named.read_day),
    ("YEAR (DASH|SLASH) (DAYNUM|INT)", named.read_two_years),
    ("THE? (ORD|ORDNUM|LAST) UNIT (OF|IN) MON (COMMA|OF)? YR?", named.read_week_of_month),
    ("(PRE|APPROX)? MON (COMMA|OF)? YR", named.read_month_of_year),
    ("PRE? THE? SEAS (OF|COMMA)? YEAR", named.read_season),
    ("PRE? THE? YEAR SEAS", named.read_season),
    ("PRE? THE? (ORD|ORDNUM) DASH? QUARTER ((OF|IN|COMMA)? (THE? FISCAL UNIT?)? YEAR)?", named.read_quarter),
    ("QNUM (OF|COMMA)? YEAR?", named.read_quarter),
    ("THE? (ORD|EARLY) DASH? SEMESTER (OF (FISCAL UNIT?)? YEAR)?", named.read_half),
    ("THE? FISCAL UNIT? YEAR", named.read_fiscal_year),
    ("YEAR FISCAL UNIT", named.read_fiscal_year),
    ("FISCALYEAR", named.read_fiscal_code),
    ("REL FISCAL UNIT", relative.read_fiscal_unit),
    ("PRE? THE? (EARLY|MID DASH?)? (DECADE|DECADEWORD)", named.read_decade),
    ("PRE? THE? (EARLY|MID DASH?)? (ORD|ORDNUM) DASH? UNIT", named.read_century),
    ("THE UNIT (BEFORE|AFTER) TODAY", relative.read_today),
    ("A? QUARTER (OF A | DASH)? UNIT AGO", relative.read_quarter_century),
    ("ABOUT LENGTH (AGO|EARLIER|LATER|HENCE|BEFORE|AFTER|FROM NOW)", relative.read_away),
    ("UNITS (AGO|EARLIER|LATER)", relative.read_away),
    ("(A|THE)? UNIT DASH (AGO|EARLIER) (QUARTER|PERIOD)?", relative.read_away),
    (
        "(THE|THESE)? (SIDE|ORD) (QUANT|APPROX? NUM) OF? (DASH|ADJ)* U (AND A SEMESTER)? ((OF|IN) (MON (COMMA|OF)?)? YEAR)?",
        relative.read_span,
    ),
    ("THE? (SIDE|ORD) (QUANT|NUM) ADJ? QUARTERS", relative.read_span),
    ("(QUANT|NUM) ADJ QUARTERS", relative.read_span),
    ("THE? (QUANT|NUM) SIDE UNITS", relative.read_span),
    ("THE SIDE UNITS", relative.read_span),
    ("((EARLIER|LATER|EARLY) (IN|ON)?|THE? EDGE OF)? REL (UNIT|QUARTER)", relative.read_unit),
    ("(EARLIER|LATER|EARLY) (IN|ON) THE UNIT", relative.read_edge_of_unit),
    ("THE? EDGE OF THE UNIT", relative.read_edge_of_unit),
    ("UNIT DASH? EDGE", relative.read_edge_of_unit),
    ("THE UNIT (BEFORE|AFTER|FOLLOWING)", relative.read_unit_beside),
    ("THE UNIT", relative.read_weekend),
    ("EVERY (OTHER|ORD|NUM)? (UNIT|UNITS|QUARTER|WEEKDAY|PART|MON|SEASON)", relative.read_set),
    ("PER UNIT", relative.read_set),
    ("THE? (EARLY|EARLIER|LATER)? REL PART", relative.read_part),
    ("(EARLIER|LATER)? TODAY", relative.read_today),
    ("WEEKDAY UNIT", relative.read_weekday_week),
    ("PRE? REL? WEEKDAY (LAST|NEXT)?", relative.read_weekday),
    ("PRE? REL? WEEKDAY", relative.read_weekday),
    ("PRE? (REL|THE)? SEAS", named.read_season),
    ("PRE? REL? MON", named.read_month),
    ("A? QUARTER (OF A | DASH)? UNIT", relative.read_quarter_century),
    ("ABOUT LENGTH (DASH LONG)?", relative.read_length),
    ("(UNIT|UNITS) DASH (LONG|OLD)", relative.read_units),
    ("UNITS", relative.read_units),
    ("ABOUT PRE? (THE UNIT)? YEAR", named.read_year),
    ("CLOCK", relative.read_clock),
    ("THE ORDNUM", relative.read_day_of_month),
    ("APYEAR", named.read_short_year),
    ("THE? EARLY? PART (UNITS (OF|ON))?", relative.read_part),
    ("THE EARLY UNITS OF", relative.read_small_hours),
)
