"""Finds the bracket that repeats a figure in another unit."""

from __future__ import annotations

from collections.abc import Sequence

from generator.annotate.figures.knowledge import CLASSES, Unit
from generator.annotate.figures.numbers import starts_number
from generator.annotate.figures.readings import find_reading
from generator.annotate.figures.tokens import SIGN, Token

# A reservoir is given in cubic metres and acre feet, a region in acres and square miles.
_ALIKE = frozenset({"acre foot", "m3", "km3", "mi2", "acre", "km2", "ha"})


def find_conversion(tokens: Sequence[Token], end: int, unit: Unit | None) -> tuple[int, int] | None:
    """The bracket at token `end` that repeats a figure in other units ("500 miles (800 km)"), as a token range; None where it holds
    anything else."""
    if unit is None or end >= len(tokens) or tokens[end].text not in "([":
        return None
    k = end + 1
    while k < len(tokens):
        while k < len(tokens) and tokens[k].low in CLASSES["bracket"]:
            k += 1
        if k >= len(tokens) or not (tokens[k].kind == SIGN or starts_number(tokens[k])):
            return None
        reading = find_reading(tokens, k)
        if reading is None or reading.unit is None or reading.unit == unit or not _convertible(reading.unit, unit):
            return None
        k = reading.end
        if k < len(tokens) and tokens[k].text in ")]":
            return end, k + 1
        if k >= len(tokens) or tokens[k].text not in ",;/":
            return None
    return None


def _convertible(left: Unit, right: Unit) -> bool:
    return left.dimension == right.dimension or {left.code, right.code} <= _ALIKE
