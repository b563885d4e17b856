"""The words of date expressions: cuts a sentence into tokens and gives each the class that the grammar knows it by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from generator.data import rows
from generator.model import Span

_LEXICON = "dates_words.txt"
_HOLIDAYS = "dates_holidays.txt"

# Classes that a pattern finds rather than the lexicon.
OTHER, COMMA, DASH, SLASH, OPEN, CLOSE, STOP = "OTHER COMMA DASH SLASH OPEN CLOSE STOP".split()
DAYNUM, INT, YEAR, APYEAR, ORDNUM, DECADE, CLOCK, ISO, SLASHED, HOLIDAY, QNUM, FISCALYEAR, MONEY = (
    "DAYNUM INT YEAR APYEAR ORDNUM DECADE CLOCK ISO SLASHED HOLIDAY QNUM FISCALYEAR MONEY".split()
)
_MARK_CODES = (OTHER, COMMA, DASH, SLASH, OPEN, CLOSE, STOP)
_NUMBER_CODES = (DAYNUM, INT, YEAR, APYEAR, ORDNUM, DECADE, CLOCK, ISO, SLASHED, HOLIDAY, QNUM, FISCALYEAR, MONEY)

# "may", "sun" and "march" are dates only with a capital letter.
_MUST_BE_CAPITAL = frozenset(("MONTH", "WMONTH", "SWEEKDAY"))

_MERIDIEM = r"(?i:[ap]\.\s?m\b\.?|[ap]\s?m\b)"


class Token(NamedTuple):
    """A word or mark: half-open offsets into the article, its class, and what it means (a number, a code, "" where nothing)."""

    start: int
    end: int
    code: str
    value: str
    text: str


@cache
def lexicon() -> Mapping[str, tuple[str, str]]:
    """Word in lower case -> (class, meaning). The first row of the file wins."""
    found: dict[str, tuple[str, str]] = {}
    for code, value, words in rows(_LEXICON):
        for word in words.split(","):
            found.setdefault(word.strip(), (code, value))
    return found


@cache
def holidays() -> Mapping[str, str]:
    """Name of a day in lower case -> its rule, as in the data file."""
    return {name.casefold(): rule for name, rule in rows(_HOLIDAYS)}


@cache
def codes() -> Mapping[str, str]:
    """Class -> the one character that stands for it in the string that the grammar reads."""
    names = list(dict.fromkeys([*_MARK_CODES, *_NUMBER_CODES, *(code for code, _, _ in rows(_LEXICON))]))
    return {name: chr(0x4E00 + number) for number, name in enumerate(names)}


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted((name for name, _ in rows(_HOLIDAYS)), key=len, reverse=True)
    holiday_names = "|".join(re.escape(name).replace("'", "['’]") for name in longest_first)
    with_stop = sorted((word[:-1] for word in lexicon() if word.endswith(".") and word[:-1].isalpha()), key=len, reverse=True)
    short_forms = "|".join(word for word in with_stop)
    return re.compile(
        rf"""(?=\d)(?:  # most words are none of these, and are spared them
            (?P<ISO>(?<![\w/.-])\d{{4}}-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?)?(?![\w/-]))
            |(?P<SLASHED>(?<![\w/.-])(?:\d{{1,2}}/\d{{1,2}}/(?:\d{{4}}|\d\d)|\d{{4}}/\d{{1,2}}/\d{{1,2}}|\d{{1,2}}\.\d{{1,2}}\.\d{{4}}
                |\d{{1,2}}-\d{{1,2}}-\d{{4}})(?![\w/-]))
            |(?P<CLOCK>(?<![\w:.])\d{{1,2}}(?:[:.]\d\d(?::\d\d)?)?\s?{_MERIDIEM}
                |(?<![\w:.-])[0-2]?\d:[0-5]\d(?::[0-5]\d)?(?![\w:%])(?:\s?(?:hrs?\b|hours\b|GMT\b|UTC\b))?
                |(?<![\w:.-])[0-2]\d[0-5]\d\s?(?:GMT|UTC|hrs)\b|(?<!\w)\d{{1,2}}\so['’]clock\b)
            |(?P<PERCENT>\d[\d.,]*\s?%)
            |(?P<DECADE>(?<![\w.,])\d{{1,3}}0['’]?s(?!\w))
            |(?P<ORDNUM>(?<![\w.,])\d{{1,2}}(?:st|nd|rd|th)(?!\w))
            |(?P<NUMBER>\d+(?:,\d{{3}})+(?:\.\d+)?|\d+\.\d+|\d+))
        |(?=[A-Z])(?:(?P<QNUM>\bQ[1-4](?!\w))|(?P<FISCALYEAR>\bFY(?:\d\d|\d{{4}})(?!\w))
            |(?P<MONEY>(?:US|C|A|HK|NZ)[$£€¥₹]\s?\d[\d.,]*)
            |(?P<HOLIDAY>\b(?:{holiday_names})(?!\w)))
        |(?P<WORD>\b(?i:{short_forms})\.|twenty-first\b|thirty-first\b|[^\W\d_]+(?:['’][^\W\d_]+)?)
        |(?P<CURRENCY>[$£€¥₹]\s?\d[\d.,]*)
        |(?P<SHORT_DECADE>['’]\d0s(?!\w))
        |(?P<APYEAR>(?<!\w)['’]\d\d(?!\w))
        |(?P<MARK>[^\w\s]|_)""",
        re.VERBOSE,
    )


_MARKS = {",": COMMA, "-": DASH, "–": DASH, "—": DASH, "‑": DASH, "/": SLASH, "(": OPEN, "[": OPEN, ")": CLOSE, "]": CLOSE}
_POSSESSIVE = ("'s", "’s", "'S", "’S")
_SAME = {"PERCENT": MONEY, "CURRENCY": MONEY}  # several patterns, one class


_TRIGGERS = frozenset(
    "MONTH WMONTH WEEKDAY WEEKDAYS SEASON WSEASON PART TODAY UNIT UNITS QUARTER DECADEWORD NOW REF MOMENT FUTURE PAST CURRENT OFTEN".split()
)
_LETTERS = re.compile(r"\w+")
_DIGIT = re.compile(r"\d")


@cache
def _trigger_words() -> frozenset[str]:
    held = (word.rstrip(".") for word, (code, _) in lexicon().items() if code in _TRIGGERS)
    return frozenset([*held, *(name.split()[0].split("'")[0] for name in holidays())])


def may_hold_date(text: str, sentence: Span) -> bool:
    """False where no rule can match: no figure, no month, no unit of time ... Half the sentences of news; saves reading them."""
    stretch = sentence.of(text).lower()
    return _DIGIT.search(stretch) is not None or not _trigger_words().isdisjoint(_LETTERS.findall(stretch))


def cut(text: str, sentence: Span) -> Iterator[Token]:
    """The tokens of one sentence, in order. "Monday's" is cut before its possessive, which is dropped."""
    known = lexicon()
    for match in _pattern().finditer(text, sentence.start, sentence.end):
        group = match.lastgroup or ""
        word = match.group()
        start, end = match.span()
        if group == "WORD":
            bare = word[:-2] if word[-2:] in _POSSESSIVE and len(word) > 2 else word
            code, value = known.get(bare.lower(), (OTHER, ""))
            if code in _MUST_BE_CAPITAL and not bare[0].isupper():
                code = OTHER
            yield Token(start, start + len(bare), code, value, bare)
        elif group == "NUMBER":
            yield Token(start, end, _number_code(text, start, end, word), word.replace(",", ""), word)
        elif group == "MARK":
            yield Token(start, end, _MARKS.get(word, STOP), "", word)
        elif group == "ORDNUM":
            yield Token(start, end, ORDNUM, word[:-2], word)
        elif group in (DECADE, "SHORT_DECADE"):
            yield Token(start, end, DECADE, word.rstrip("s").strip("'’"), word)
        else:
            yield Token(start, end, _SAME.get(group, group), word, word)


def _number_code(text: str, start: int, end: int, word: str) -> str:
    """A day of a month, a year or some other number. "#12" is some other number, "T72" and "2km" are words."""
    if text[max(0, start - 1) : start].isalpha() or text[end : end + 1].isalpha():
        return OTHER
    if text[max(0, start - 1) : start] in (".", "#"):
        return INT
    if len(word) <= 2 and word.isdigit() and 1 <= int(word) <= 31:
        return DAYNUM
    if len(word) == 4 and word.isdigit() and 1000 <= int(word) <= 2199:
        return YEAR
    return INT
