"""Where a reading stands: what the screens ask of it, of its neighbours and of its sentence."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from generator.annotate.figures.bounds import Bound
from generator.annotate.figures.nouns import Counted
from generator.annotate.figures.numbers import Number
from generator.annotate.figures.readings import Reading
from generator.annotate.figures.tokens import MARK, SIGN, Token

_NOTHING = Token(0, 0, "", "", MARK, None, False)


class Sentence(NamedTuple):
    """What the screens ask of the sentence as a whole."""

    blocked: tuple[tuple[int, int], ...]  # offsets of phrases that hold no figure
    titled: bool  # most of its words are capitalised: capitals say nothing here


class Place(NamedTuple):
    """A reading among its tokens, with the noun behind it and the bound before it."""

    tokens: Sequence[Token]
    reading: Reading
    sentence: Sentence
    counted: Counted | None
    bound: Bound | None

    @property
    def number(self) -> Number:
        return self.reading.start.number

    @property
    def first(self) -> Token:
        return self.tokens[self.reading.first]

    @property
    def before(self) -> Token:
        """The token in front; an empty mark at the beginning of the sentence."""
        return self.tokens[self.reading.first - 1] if self.reading.first else _NOTHING

    @property
    def after(self) -> Token:
        """The token behind; an empty mark at the end of the sentence."""
        return self.tokens[self.reading.end] if self.reading.end < len(self.tokens) else _NOTHING

    @property
    def behind_after(self) -> Token:
        return self.tokens[self.reading.end + 1] if self.reading.end + 1 < len(self.tokens) else _NOTHING

    @property
    def plain(self) -> bool:
        """No unit and no currency sign."""
        return self.reading.unit is None and self.tokens[self.reading.start.first].kind != SIGN

    @property
    def single(self) -> bool:
        return self.reading.shape == "single"

    @property
    def is_digits(self) -> bool:
        """A plain number in digits, whole or decimal."""
        return self.plain and self.number.form == "digits"

    @property
    def digits(self) -> str:
        """The number as written."""
        return self.tokens[self.reading.start.first].text

    @property
    def word_before_bound(self) -> str:
        k = (self.bound.first if self.bound else self.reading.first) - 1
        return self.tokens[k].low if k >= 0 else ""

    def counts(self, words: Collection[str]) -> bool:
        """Whether the noun behind is one of `words`."""
        return self.counted is not None and self.tokens[self.counted.head].low in words
