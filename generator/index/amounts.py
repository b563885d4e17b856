"""Owns the sizes of figures: what a number with its modifier admits, whether two numbers can both be true."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from generator.model import Figure, Modifier
from generator.units import sizes, to_base

# What "about" admits to each side, and "nearly" below. Ours: wide enough that "around 120,000" and "110,000" do not contradict.
_ABOUT = Decimal("0.1")
_MOST_ROUNDING = Decimal("0.05")


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure's bounds in the base unit of its dimension, as stated and as admitted. None: open.

    `admits_low` and `admits_high` take in the modifier and rounding: "about 100" admits 90 to 110, "121,000" admits 120,500 to
    121,500, "more than 100" is open above.
    """

    low: Decimal | None
    high: Decimal | None
    admits_low: Decimal | None
    admits_high: Decimal | None

    @property
    def middle(self) -> Decimal:
        """The number to compare sizes by: the middle of the stated bounds, or the one that is stated."""
        if self.low is not None and self.high is not None:
            return (self.low + self.high) / 2
        return self.low if self.low is not None else self.high if self.high is not None else Decimal(0)

    def meets(self, other: Amount) -> bool:
        """Whether one number could make both true."""
        return not (_below(self, other) or _below(other, self))


def _below(left: Amount, right: Amount) -> bool:
    return left.admits_high is not None and right.admits_low is not None and left.admits_high < right.admits_low


def amount_of(figure: Figure) -> Amount:
    """The figure's size. Contract: finite bounds, at least one."""
    low, high = (to_base(bound, figure.unit) for bound in (figure.low, figure.high))
    least, most = _admitted(low, high, figure)
    return Amount(low, high, least, most)


def _admitted(low: Decimal | None, high: Decimal | None, figure: Figure) -> tuple[Decimal | None, Decimal | None]:
    # Rounding is of the number as written, not as converted: 1 mile is not 1,609.344 metres to the millimetre.
    slack_low, slack_high = (
        None if bound is None or written is None else _scaled(rounding(written), written, bound)
        for bound, written in ((low, figure.low), (high, figure.high))
    )
    least = None if low is None or slack_low is None else low - slack_low
    most = None if high is None or slack_high is None else high + slack_high
    match figure.modifier:
        case Modifier.ABOUT:
            least = None if low is None or least is None else min(least, low - abs(low) * _ABOUT)
            most = None if high is None or most is None else max(most, high + abs(high) * _ABOUT)
        case Modifier.NEARLY:
            least = None if low is None or least is None else min(least, low - abs(low) * _ABOUT)
            if low is None and high is not None:
                least = high - abs(high) * _ABOUT
        case Modifier.MORE_THAN | Modifier.AT_LEAST:
            most = None
        case Modifier.LESS_THAN | Modifier.UP_TO:
            least = None
    return least, most


def _scaled(slack: Decimal, written: Decimal, converted: Decimal) -> Decimal:
    return slack if written == converted or not written else slack * abs(converted / written)


def rounding(number: Decimal) -> Decimal:
    """How far the true number may be from a written one: half a unit of its last digit that is not 0, at most a twentieth.

    >>> rounding(Decimal(121000)), rounding(Decimal(100)), rounding(Decimal(14))
    (Decimal('500'), Decimal('5.00'), Decimal('0'))
    """
    if not number or (number == number.to_integral_value() and abs(number) < 20):
        return Decimal(0)  # a small count is counted, not rounded
    exponent = number.normalize().as_tuple().exponent
    assert isinstance(exponent, int)  # finite
    half = Decimal(5).scaleb(exponent - 1)
    if exponent == 0:
        return Decimal(0)
    return min(half, abs(number) * _MOST_ROUNDING)


def measure(figure: Figure) -> str:
    """What the figure's number is a number of, so that two with one measure can be compared: a dimension whose units can be converted, a
    dimension with its unit where they cannot ("money EUR")."""
    if figure.unit is None or figure.unit in sizes() or figure.dimension == "temperature":
        return figure.dimension
    return f"{figure.dimension} {figure.unit}"
