"""Numbers of one unit in another."""

from decimal import Decimal

import pytest

from generator.units import as_exact_as, converted, from_base, to_base


@pytest.mark.parametrize(
    ("number", "unit", "other", "words"),
    [
        ("10.2", "m", "ft", "33.5"),
        ("33.5", "ft", "m", "10.2"),
        ("1", "mi", "km", "1.6"),
        ("1", "mi", "m", "1609"),
        ("100", "km", "mi", "62"),
        ("50", "°F", "°C", "10"),
        ("10", "°C", "°F", "50"),
        ("0", "km", "mi", "0"),
        ("4", "%", "%", "4"),
    ],
)
def test_a_number_in_another_unit_has_as_many_figures(number: str, unit: str, other: str, words: str) -> None:
    found = converted(Decimal(number), unit, other)
    assert found is not None
    assert as_exact_as(found, Decimal(number)) == Decimal(words)


@pytest.mark.parametrize(("unit", "other"), [("USD", "EUR"), ("km", "kg"), (None, "km"), ("km", None), ("°C", "km")])
def test_units_of_different_things_do_not_convert(unit: str | None, other: str | None) -> None:
    assert converted(Decimal(5), unit, other) is None


def test_to_base_and_back() -> None:
    assert from_base(to_base(Decimal(50), "°F"), "°F") == 50
    assert from_base(to_base(Decimal("2.5"), "mi"), "mi") == Decimal("2.5")
    assert to_base(Decimal(3), "USD") == 3
