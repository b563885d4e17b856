"""Puts numbers, signs, units, ranges and bounds together to a reading of one figure; decides nothing about whether it is a figure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from generator.annotate.figures.bounds import SHADY, Bound, bound_after, bound_before
from generator.annotate.figures.knowledge import CLASSES, SIGN_CURRENCIES, UNIT_NAMES, UNITS, Unit
from generator.annotate.figures.numbers import Number, parse_number, starts_number
from generator.annotate.figures.tokens import NUMBER, SIGN, WORD, Token
from generator.annotate.figures.units import Measure, find_unit


class Quantity(NamedTuple):
    """One number with its sign and unit: `tokens[first:end]`; `value` has its minus and its scale."""

    first: int
    end: int
    number: Number
    value: Decimal
    unit: Unit | None = None
    unit_words: tuple[int, int] = (0, 0)  # tokens that name the unit
    bound: Bound | None = None  # words between number and unit: "20-plus dollars", "five or more miles"


class Reading(NamedTuple):
    """A figure's numbers before bounds: a single quantity (`high` is `low`), or a range. `tokens[first:end]`."""

    first: int
    end: int
    low: Decimal
    high: Decimal
    start: Quantity
    stop: Quantity
    shape: str  # "single", "range", "between", "share", "score" (no figure)

    @property
    def unit(self) -> Unit | None:
        return self.stop.unit or self.start.unit

    @property
    def unit_words(self) -> tuple[int, int]:
        return self.stop.unit_words if self.stop.unit else self.start.unit_words


_MINUS = frozenset({"-", "−", "–", "minus", "negative"})
_DASHES = frozenset({"-", "–", "—", "‑", "−"})


def find_quantity(tokens: Sequence[Token], i: int) -> Quantity | None:
    """The quantity that begins at token `i`, a currency sign or a number, with the minus before it."""
    sign: Unit | None = None
    k = i
    if tokens[i].kind == SIGN:
        sign = UNITS[_currency(tokens[i].text)]
        k = i + 1
    negative = False
    if k < len(tokens) and tokens[k].text in _MINUS and k + 1 < len(tokens) and tokens[k + 1].tight and sign is not None:
        negative, k = True, k + 1
    if k >= len(tokens) or not starts_number(tokens[k]):
        return None
    number = parse_number(tokens, k, money=sign is not None)
    if number is None:
        return _and_a_half(tokens, i)
    first, value = i, number.value
    if not negative and _has_minus(tokens, i, number):
        first, negative = i - 1, True
    quantity = Quantity(first, number.end, number, -value if negative else value)
    return _with_unit(tokens, quantity, sign, i)


def _and_a_half(tokens: Sequence[Token], i: int) -> Quantity | None:
    """ "a year and a half"."""
    if tokens[i].low not in ("a", "an"):
        return None
    found = find_unit(tokens, i + 1, Decimal(1))
    if found is None or [token.low for token in tokens[found.end : found.end + 3]] != ["and", "a", "half"]:
        return None
    value = Decimal("1.5")
    number = Number(i, i + 1, value, "words", False, value)
    return Quantity(i, found.end + 3, number, value, found.unit, (found.first, found.end))


def _currency(text: str) -> str:
    plain = text.replace(" ", "")
    return SIGN_CURRENCIES.get(text) or SIGN_CURRENCIES.get(plain) or SIGN_CURRENCIES.get(plain.upper()) or "USD"


def _has_minus(tokens: Sequence[Token], i: int, number: Number) -> bool:
    if i == 0 or tokens[i - 1].low not in _MINUS:
        return False
    before = tokens[i - 1]
    if before.low in ("minus", "negative"):
        return i == 1 or tokens[i - 2].kind != NUMBER
    if not tokens[i].tight:  # "- 20 degrees Fahrenheit"
        unit = find_unit(tokens, number.end, number.value)
        return unit is not None and unit.unit.dimension == "temperature" and before.text in "-−" and i > 1 and tokens[i - 2].kind == WORD
    if before.text == "–":  # an en dash opens an aside more often than a negative number
        return not before.tight and tokens[i].kind == NUMBER and i > 1 and tokens[i - 2].low in ("of", "at", "to", "below", "as", "from")
    return i == 1 or not before.tight or tokens[i - 2].text in "(["


def _with_unit(tokens: Sequence[Token], quantity: Quantity, sign: Unit | None, sign_at: int) -> Quantity:
    if sign is not None:
        end = quantity.end
        named = find_unit(tokens, end, quantity.value)
        if named is not None and named.unit.dimension == "money" and named.first == end:  # "$10 dollars", "$5m AUD"
            end = named.end
        return quantity._replace(end=end, unit=sign, unit_words=(sign_at, sign_at + 1))
    large = tokens[quantity.end] if quantity.end < len(tokens) else None
    if (
        large is not None
        and large.kind == WORD
        and large.text[:1] == "M"
        and large.text[1:].isupper()
        and large.text[1:] in SIGN_CURRENCIES
    ):
        unit = UNITS[SIGN_CURRENCIES[large.text[1:]]]  # "30 MUSD"
        words = (quantity.end, quantity.end + 1)
        return quantity._replace(end=words[1], value=quantity.value * 1_000_000, unit=unit, unit_words=words)
    joined = quantity.number.form == "fraction"
    bound = bound_after(tokens, quantity.end)
    start = bound.end if bound is not None else quantity.end
    if quantity.number.form == "vague" and start < len(tokens) and tokens[start].low == "of":
        start += 1  # "tens of millions of dollars"
    found = find_unit(tokens, start, quantity.value, joined=joined)
    if found is None or _is_ordinal(tokens, quantity.number, found):
        return quantity
    quantity = quantity._replace(bound=bound)
    quantity = quantity._replace(end=found.end, unit=found.unit, unit_words=(found.first, found.end))
    return _second_part(tokens, _late_scale(tokens, _late_half(tokens, quantity)), found)


def _is_ordinal(tokens: Sequence[Token], number: Number, found: Measure) -> bool:
    """ "a third day": a part other than half and quarter needs "of a" or an article before its unit."""
    last = tokens[number.end - 1].low
    return (
        number.form == "fraction"
        and tokens[number.first].low in ("a", "an")
        and found.first == number.end
        and last not in ("half", "quarter")
    )


def _late_half(tokens: Sequence[Token], quantity: Quantity) -> Quantity:
    """ "two years and a half"."""
    j = quantity.end
    if [token.low for token in tokens[j : j + 3]] == ["and", "a", "half"]:
        return quantity._replace(end=j + 3, value=quantity.value + Decimal("0.5"))
    return quantity


def _late_scale(tokens: Sequence[Token], quantity: Quantity) -> Quantity:
    """ "75 USD million"."""
    if quantity.unit is None or quantity.unit.dimension != "money" or quantity.end >= len(tokens):
        return quantity
    if tokens[quantity.end].low in ("million", "billion", "trillion") and not quantity.number.scaled:
        scale = parse_number(tokens, quantity.end)
        if scale is not None:
            return quantity._replace(end=scale.end, value=quantity.value * scale.value)
    return quantity


_PARTS_OF = {"ft": ("in", 12), "USD": ("cent", 100), "EUR": ("cent", 100), "GBP": ("penny", 100), "lb": ("oz", 16), "st": ("lb", 14)}


def _second_part(tokens: Sequence[Token], quantity: Quantity, found: Measure) -> Quantity:
    """ "5 feet 2 inches", "thirteen dollars forty-five cents", "5ft 2in": one quantity in the larger unit."""
    unit = quantity.unit
    if unit is None or unit.code not in _PARTS_OF:
        return quantity
    k = quantity.end
    if k < len(tokens) and tokens[k].low in ("and", ","):
        k += 1
    if k >= len(tokens) or not starts_number(tokens[k]) or tokens[k].low == "a":
        return quantity
    number = parse_number(tokens, k)
    code, parts = _PARTS_OF[unit.code]
    if number is None or number.value >= parts:
        return quantity
    part = find_unit(tokens, number.end, number.value)
    end = part.end if part is not None and part.unit.code == code else None
    if (
        end is None
        and unit.code == "ft"
        and number.end < len(tokens)
        and tokens[number.end].low == "in"
        and tokens[number.end].text == "in"
    ):
        end = number.end + 1
    if end is None and unit.dimension == "money" and k == quantity.end and number.value >= 10 and _ends(tokens, number.end):
        end = number.end  # "15 dollars 50"
    if end is None and unit.code == "ft" and k == quantity.end and found.first + 1 == found.end and _ends(tokens, number.end):
        end = number.end  # "6 foot 2"
    if end is None:
        return quantity
    return quantity._replace(end=end, value=quantity.value + round(number.value / parts, 10))


def _ends(tokens: Sequence[Token], k: int) -> bool:
    return k >= len(tokens) or not tokens[k].text[0].isalnum()


# ------------------------------------------------------------------ ranges and shares


def find_reading(tokens: Sequence[Token], i: int) -> Reading | None:
    """The reading that begins at token `i`: a quantity, or a range or share of two."""
    start = find_quantity(tokens, i)
    if start is None:
        return None
    single = Reading(start.first, start.end, start.value, start.value, start, start, "single")
    if start.number.form == "vague" and not _links(tokens, start.end):
        return single
    return _share(tokens, single) or _range(tokens, single) or single


def _links(tokens: Sequence[Token], j: int) -> bool:
    return j < len(tokens) and tokens[j].low in ("to", "or")


def _range(tokens: Sequence[Token], single: Reading) -> Reading | None:
    start, j = single.start, single.end
    if j >= len(tokens):
        return None
    hanging = (
        tokens[j].text in _DASHES and tokens[j].tight and j + 1 < len(tokens) and tokens[j + 1].low in ("to", "or")
    )  # "two- to three-year"
    if hanging:
        j += 1
    link = tokens[j]
    between = _after_between(tokens, start.first)
    dash = link.text in _DASHES
    if not (dash or link.low in ("to", "or") or (between and link.low == "and")):
        return None
    if dash and j + 2 < len(tokens) and tokens[j + 1].low == "to" and tokens[j + 2].text in _DASHES:  # "six-to-eight"
        j += 2
    k = j + 1
    inner = _skip_about(tokens, k)
    if tokens[j].text in _DASHES and inner < len(tokens) and tokens[inner - 1].low == "to" and tokens[inner].text in _DASHES:
        inner += 1
    if (
        inner < len(tokens)
        and tokens[inner].text in _MINUS
        and inner + 1 < len(tokens)
        and tokens[inner + 1].tight
        and not tokens[inner].tight
    ):
        inner += 1
    if inner >= len(tokens):
        return None
    begins = tokens[inner].kind == SIGN or (starts_number(tokens[inner]) and tokens[inner].low not in ("a", "an", "point"))
    if not begins and not (tokens[inner].low == "a" and start.number.scaled):
        return None
    stop = find_quantity(tokens, inner)
    if stop is None or not _same_unit(start, stop):
        return None
    return _joined(tokens, single, stop, link.low if not dash else "-", between=between, tight=link.tight)


def _skip_about(tokens: Sequence[Token], k: int) -> int:
    while k < len(tokens) and tokens[k].low in (
        "about",
        "around",
        "nearly",
        "almost",
        "possibly",
        "perhaps",
        "even",
        "maybe",
        "as",
        "many",
        "roughly",
    ):
        k += 1
    return k


def _after_between(tokens: Sequence[Token], i: int) -> bool:
    k = i - 1
    while k >= 0 and tokens[k].low in ("about", "around", "an", "estimated", "roughly", "approximately", "anywhere"):
        k -= 1
    return k >= 0 and tokens[k].low == "between"


def _same_unit(start: Quantity, stop: Quantity) -> bool:
    return start.unit is None or stop.unit is None or start.unit == stop.unit


def _joined(tokens: Sequence[Token], single: Reading, stop: Quantity, link: str, *, between: bool, tight: bool) -> Reading | None:
    start = single.start
    low, high = start.value, stop.value
    # "2-3 million", "5 to 10m": the scale of the second number is that of the first too.
    shares_scale = (
        stop.number.scaled and not start.number.scaled and start.number.form in ("digits", "words") and start.unit in (None, stop.unit)
    )
    if shares_scale and abs(low) < stop.number.mantissa and abs(low) < 1000 and stop.number.scale > 1:
        low *= stop.number.scale
    if low > high and low < 0:
        low, high = high, low
    whole = Reading(single.first, stop.end, min(low, high), max(low, high), start, stop, "between" if between else "range")
    if between:
        return whole if low < high else None
    plain = start.unit is None and stop.unit is None
    if link == "-":
        if low >= high:
            return whole._replace(shape="score") if plain and tight else None
        if not tight and plain and not (stop.number.form == start.number.form == "digits"):
            return None
        if stop.number.form != start.number.form and "words" in (start.number.form, stop.number.form):
            return None  # "7-Eleven"
        if tight and stop.first == single.end + 1 and not tokens[stop.first].tight and start.number.form == "words":
            return None
        return whole
    if low >= high:
        return None
    if link == "or":
        # "five or six", "10 or 12 people"; not "5 or 500".
        return whole if high <= low * 2 or low == 1 else None
    return None if _changes_from(tokens, start.first) else whole


_CHANGE_WORDS = CLASSES["moving"]


def _changes_from(tokens: Sequence[Token], i: int) -> bool:
    """Whether "X to Y" at token `i` is a change from X to Y: two figures, not a range."""
    bound = bound_before(tokens, i)
    k = (bound.first if bound else i) - 1
    if k >= 0 and (tokens[k].low in _CHANGE_WORDS or tokens[k].low == "by"):
        return True  # "rose two dollars to $138"
    if k < 0 or tokens[k].low != "from":
        return False
    return any(tokens[n].low in _CHANGE_WORDS for n in range(max(0, k - 8), k))


_SHARES = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 50, 100, 1000, 10000, 100000, 1000000})


def _share(tokens: Sequence[Token], single: Reading) -> Reading | None:
    """ "one in five", "nine out of ten", "4 of every 10": the first divided by the second."""
    j = single.end
    if single.unit is not None or j >= len(tokens) or single.start.number.scaled:
        return None
    words = [token.low for token in tokens[j : j + 3]]
    if words[:1] == ["in"]:
        k, loose = j + 1, False
    elif words[:2] == ["out", "of"] or words[:2] == ["of", "every"] or words[:2] == ["in", "every"]:
        k, loose = j + 2, True
    else:
        return None
    if k < len(tokens) and tokens[k].low == "every":
        k += 1
    if k >= len(tokens) or not starts_number(tokens[k]) or tokens[k].low in ("half", "quarter", "several", "few", "many", "couple"):
        return None
    whole = find_quantity(tokens, k)
    if whole is None or whole.unit is not None or whole.value <= 0:
        return None
    top, below = single.low, whole.value
    if top >= below or top != top.to_integral_value() or below != below.to_integral_value() or top < 1:
        return None
    if loose and below > 100 and int(below) not in _SHARES:
        return None  # "534 out of 537 seats": two counts
    if not loose and (int(below) not in _SHARES or (whole.end < len(tokens) and tokens[whole.end].low in UNIT_NAMES)):
        return None
    value = round(top / below, 10)
    return Reading(single.first, whole.end, value, value, single.start, whole, "share")


# ------------------------------------------------------------------ bounds on readings


def bound_of(tokens: Sequence[Token], reading: Reading, *, counted: bool) -> Bound | None:
    """The bound before a reading, unless its words are a preposition of time or place here ("over two days", "under three kings")."""
    found = bound_before(tokens, reading.first)
    if found is None or found.words.split()[-1] not in SHADY or len(found.words.split()) > 1:
        return found
    unit = reading.unit
    before = tokens[found.first - 1].low if found.first > 0 else ""
    if unit is not None and unit.dimension == "time" and found.words == "over":
        return found if before in _TIME_SPENT else None
    small = reading.high <= 10 and unit is None and reading.start.number.form == "words"
    return None if small and counted and found.words != "over" else found


_TIME_SPENT = CLASSES["spent"]
