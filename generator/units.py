"""Owns how a number in one unit reads in another: sizes of units (data/units.txt), temperatures with their offsets, rounding."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from generator.data import rows

_FAHRENHEIT, _KELVIN, _CELSIUS = "°F", "K", "°C"
_TEMPERATURES = frozenset({_FAHRENHEIT, _KELVIN, _CELSIUS})


def to_base(number: Decimal | None, unit: str | None) -> Decimal | None:
    """The number in the base unit of its dimension; unchanged where the unit cannot be converted (money, shares)."""
    if number is None or unit is None:
        return number
    if unit == _FAHRENHEIT:
        return (number - 32) * 5 / 9
    if unit == _KELVIN:
        return number - Decimal("273.15")
    size = sizes().get(unit)
    return number if size is None else number * size[1]


def from_base(number: Decimal | None, unit: str | None) -> Decimal | None:
    """The number of the base unit in `unit`; one that is not whole is rounded to four figures."""
    exact = _unrounded(number, unit)
    return exact if exact is None or unit == _KELVIN else _short(exact)


def converted(number: Decimal, unit: str | None, other: str | None) -> Decimal | None:
    """The number in the unit `other`, not rounded; None where the two measure different things or have no common size.

    >>> converted(Decimal("10.2"), "m", "ft").quantize(Decimal("0.01")), converted(Decimal(5), "USD", "EUR")
    (Decimal('33.46'), None)
    """
    if unit == other:
        return number
    if unit is None or other is None:
        return None
    here, there = sizes().get(unit), sizes().get(other)
    alike = (unit in _TEMPERATURES and other in _TEMPERATURES) if here is None or there is None else here[0] == there[0]
    return _unrounded(to_base(number, unit), other) if alike else None


def as_exact_as(number: Decimal, written: Decimal) -> Decimal:
    """`number` with as many figures as `written` has, at least two: 33.46 for "10.2" is 33.5. A whole part is never cut: 1,609 for "1"."""
    figures = max(len(written.normalize().as_tuple().digits), 2)
    last = max(figures - 1 - number.adjusted(), 0) if number else 0
    return round(number, last)


def _unrounded(number: Decimal | None, unit: str | None) -> Decimal | None:
    if number is None or unit is None:
        return number
    if unit == _FAHRENHEIT:
        return number * 9 / 5 + 32
    if unit == _KELVIN:
        return number + Decimal("273.15")
    size = sizes().get(unit)
    return number if size is None else number / size[1]


def _short(number: Decimal) -> Decimal:
    if number == number.to_integral_value():
        return number.quantize(Decimal(1)) if number.adjusted() < 27 else number
    return Decimal(f"{number:.4g}").normalize() + Decimal(0)


@cache
def sizes() -> Mapping[str, tuple[str, Decimal]]:
    """Unit -> its dimension and its size in the dimension's base unit; only units whose sizes can be compared."""
    return {row[0]: (row[1], Decimal(row[2])) for row in rows("units.txt") if len(row) > 2 and row[2] not in ("", "-")}
