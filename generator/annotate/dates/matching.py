"""What the words of a match say: the view of a sentence that every rule of the grammar works with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from generator.annotate.dates import words
from generator.annotate.dates.readings import Against, Reading, Shape
from generator.annotate.dates.words import Token

ONE = Decimal(1)
HALF = Decimal("0.5")

_NO_PLURAL = ("ss", "us", "is", "was", "has")
_VERBS = frozenset("goes does ends starts begins opens closes runs marks falls comes takes looms nears".split())
_NUMBERS = frozenset(("DAYNUM", "INT", "YEAR"))
_FIELDS = {
    "MONTH": "month",
    "WMONTH": "month",
    "DAYNUM": "day",
    "ORDNUM": "day",
    "YEAR": "year",
    "WEEKDAY": "weekday",
    "SWEEKDAY": "weekday",
}
_TEXTS = {
    "SEASON": "sub",
    "WSEASON": "sub",
    "EARLY": "edge",
    "EDGE": "edge",
    "PART": "part",
    "UNIT": "unit",
    "UNITS": "unit",
    "QUARTER": "unit",
    "QUARTERS": "unit",
}


def year_of_two_digits(two: int) -> int:
    """'62 is 1962 and '14 is 2014: the century that news speaks of."""
    return 2000 + two if two < 40 else 1900 + two


@dataclass(frozen=True, slots=True)
class Match:
    """The tokens `first` to `last` (half-open) of a sentence, which fit a pattern."""

    tokens: Sequence[Token]
    first: int
    last: int

    def code(self, index: int) -> str:
        """The class of a token, a STOP outside the sentence."""
        return self.tokens[index].code if 0 <= index < len(self.tokens) else words.STOP

    def text(self, index: int) -> str:
        return self.tokens[index].text if 0 <= index < len(self.tokens) else ""

    @property
    def before(self) -> str:
        return self.code(self.first - 1)

    @property
    def after(self) -> str:
        return self.code(self.last)

    @property
    def word_before(self) -> str:
        return self.text(self.first - 1).lower()

    @property
    def word_after(self) -> str:
        return self.text(self.last)

    @property
    def inside(self) -> Sequence[Token]:
        return self.tokens[self.first : self.last]

    @property
    def codes(self) -> list[str]:
        return [token.code for token in self.tokens[self.first : self.last]]

    def find(self, *codes: str) -> int:
        """The index of the first token of these classes; a rule asks only for what its pattern holds."""
        return next(i for i in range(self.first, self.last) if self.tokens[i].code in codes)

    def token(self, *codes: str) -> Token | None:
        return next((token for token in self.inside if token.code in codes), None)

    def part(self, first: int, last: int) -> Match:
        return Match(self.tokens, first, last)

    def says(self, word: str) -> bool:
        return any(token.text.lower() == word for token in self.inside)

    def plural(self, index: int) -> bool:
        """Whether the token looks like a noun in the plural, so that a number before it counts something."""
        text = self.text(index)
        if self.code(index) != words.OTHER or text in _VERBS:
            return False
        return text == "people" or (len(text) > 3 and text.islower() and text.endswith("s") and not text.endswith(_NO_PLURAL))

    def opens_sentence(self, index: int) -> bool:
        return all(token.code in (words.STOP, words.OPEN, words.DASH) for token in self.tokens[:index])

    def reading(self, shape: Shape, **fields: object) -> Reading:
        """The plain sense of the match, each class of word filling its own field, and `fields` over that."""
        found: dict[str, object] = {}
        for token in self.inside:
            if token.code in _FIELDS:
                found[_FIELDS[token.code]] = int(token.value)
            elif token.code in _TEXTS:
                found[_TEXTS[token.code]] = token.value
            elif token.code == words.APYEAR:
                found["year"] = year_of_two_digits(int(token.value[1:]))
            elif token.code == "MID":
                found["edge"] = "mid"
            elif token.code == "APPROX":
                found["approximate"] = True
        found |= fields
        return Reading(
            first=self.first,
            last=self.last,
            start=self.tokens[self.first].start,
            end=self.tokens[self.last - 1].end,
            shape=shape,
            **found,  # type: ignore[arg-type]  # the tables above name fields of the right type
        )

    def related(self, shape: Shape) -> Reading:
        """The plain sense with the shift that "last", "this", "the following" say."""
        shift, against = self.relation()
        return replace(self.reading(shape), shift=shift, against=against)

    def relation(self) -> tuple[int | None, Against]:
        """The shift that the words of the match say, None where they say none, and what it counts from."""
        seen = set(self.codes)
        if "PREVIOUS" in seen:
            return -1, Against.TEXT
        if "FOLLOWING" in seen or ("NEXT" in seen and self.with_article):
            return 1, Against.TEXT
        if seen & {"SAME", "THAT"}:
            return 0, Against.TEXT
        if seen & {"NEXT", "COMING"}:
            return 1, Against.PUBLISHED
        if seen & {"LAST", "PAST"}:
            return -1, Against.PUBLISHED
        return (0 if seen & {"THIS", "CURRENT"} else None), Against.PUBLISHED

    @property
    def with_article(self) -> bool:
        """Whether "the" stands right before the word that shifts: "the last year", not "the end of last year"."""
        return any(
            code == "THE" and self.code(index + 1) in ("LAST", "PAST", "NEXT", "COMING", "FOLLOWING", "PREVIOUS")
            for index, code in enumerate(self.codes, self.first)
        )

    @property
    def states_amount(self) -> bool:
        """Whether a number is said: "two", "24", "half a", "a couple of"."""
        return bool(set(self.codes) & {"CARD", "DAYNUM", "INT", "YEAR", "TIMES", "SEMESTER"}) or self.says("couple")

    def amount(self) -> Decimal | None:
        """The number that the words of a quantity say; the lower one of a range; None where they are vague ("a few", "dozens of").

        "two and a half" 2.5; "a year and a half" 1.5; "twenty-five" 25; "a hundred" 100; "a" 1.
        """
        if "QUANT" in self.codes:
            return Decimal(2) if self.says("couple") else None
        if words.SLASH in self.codes:
            return self._fraction()
        whole, half, seen = Decimal(0), Decimal(0), False
        for index in range(self.first, self.last):
            token = self.tokens[index]
            if token.code in _NUMBERS or token.code == "CARD":
                value = Decimal(token.value)
                if seen and not _adds(whole, value, self.code(index - 1)):
                    break
                whole, seen = whole + value, True
            elif token.code == "TIMES":
                whole, seen = (whole or ONE) * Decimal(token.value), True
            elif token.code == "SEMESTER":
                half = HALF
            elif token.code == "A" and not seen and not half:
                whole = ONE
            elif token.code in ("UNIT", "UNITS") and self.code(index + 1) != "AND":
                break
        return whole + half

    def _fraction(self) -> Decimal | None:
        """ "2 1/2", "3/4"."""
        at = self.find(words.SLASH)
        over, under = Decimal(self.tokens[at - 1].value), Decimal(self.tokens[at + 1].value)
        whole = Decimal(self.tokens[at - 2].value) if at - 2 >= self.first and self.code(at - 2) == words.DAYNUM else Decimal(0)
        return whole + over / under if 0 < over < under <= 10 else None


def _adds(whole: Decimal, value: Decimal, code_before: str) -> bool:
    """Whether a number continues the one before it: "twenty five", "a hundred and five"; else it is the upper end of a range."""
    if whole % 100 == 0:
        return code_before in ("TIMES", "AND") and value < 100 <= whole
    return whole % 10 == 0 and 20 <= whole % 100 <= 90 and value < 10 and code_before in ("CARD", words.DASH)
