"""Writes a figure out in words that read back as the same figure."""

from __future__ import annotations

from decimal import Decimal

from generator.model import Figure, Modifier

_SPOKEN = {
    Modifier.EXACT: "",
    Modifier.BETWEEN: "",
    Modifier.ABOUT: "about ",
    Modifier.MORE_THAN: "more than ",
    Modifier.AT_LEAST: "at least ",
    Modifier.LESS_THAN: "less than ",
    Modifier.UP_TO: "up to ",
    Modifier.NEARLY: "nearly ",
    Modifier.ANOTHER: "another ",
}
_TOUCHING = frozenset({"%", "‰"})


def write_figure(figure: Figure) -> str:
    """Bounds, numbers, unit code and counted phrase of a figure that is neither vague nor a multiple: "more than 1,200 km2", "between
    5 and 7 people". Reading it gives the same bounds, unit and counted head. A figure with no bound at all writes as "".

    >>> write_figure(Figure(low=Decimal(1200), high=None, modifier=Modifier.MORE_THAN, unit="km2", dimension="area"))
    'more than 1,200 km2'
    """
    low, high = figure.low, figure.high
    value = low if low is not None else high
    if value is None:
        return ""
    if low is not None and high is not None and low != high:
        numbers = f"between {_written(low)} and {_written(high)}"
    else:
        numbers = _SPOKEN[figure.modifier] + _written(value)
    unit = figure.unit or ""
    if unit in _TOUCHING:
        numbers += unit
    elif figure.dimension == "age" and unit.endswith(" of age"):
        numbers += f" {unit.removesuffix(' of age')}s of age"
    elif unit:
        numbers += f" {unit}"
    if not figure.counted:
        return numbers
    return f"{numbers} of {figure.counted}" if unit or figure.dimension == "ratio" else f"{numbers} {figure.counted}"


def _written(value: Decimal) -> str:
    """Grouped from five digits on, so that a year stays told from a count by its noun only where it must be."""
    return f"{value:,f}"
