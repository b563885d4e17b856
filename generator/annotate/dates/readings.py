"""The nouns of reading dates: what an expression says before any calendar is asked."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

A_WEEK_ON = 2  # the shift of "Saturday week"


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
    fiscal: bool = False  # a year of accounts
    day_named: bool = False  # the part stands beside words for the day: "Thursday night", not "last night"
    clock: str = ""  # "T10:00"
    edge: str = ""  # start, mid, end
    approximate: bool = False
    aside: bool = False  # names no day: only `concord annotate` writes it
    value: str = ""  # of sets and vague references, which need no calendar; of ISO dates
    year_of: Reading | None = None  # the year, or week, that another expression names: "March of that year"
