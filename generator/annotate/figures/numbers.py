"""Reads number expressions: digits, words, mixtures ("2.5 million", "$2bn"), fractions, and vague plurals ("tens of thousands")."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from generator.annotate.figures.knowledge import CLASSES, GROUPS, PARTS, SCALE_SIGNS, SCALES, SMALL, TENS, UNIT_NAMES, VAGUE
from generator.annotate.figures.tokens import FRACTION, NUMBER, WORD, Token

_HUNDRED = Decimal(100)
_PLACES = 10  # decimal places that a fraction such as "a third" keeps


class Number(NamedTuple):
    """A number in `tokens[first:end]`. `bare`: how it was written, for the rules that tell years and labels from figures."""

    first: int
    end: int
    value: Decimal
    form: str  # "digits", "words", "fraction", "vague"
    scaled: bool = False  # a multiplier is part of it ("2 million", "12k")
    mantissa: Decimal = Decimal(0)
    scale: Decimal = Decimal(1)


def starts_number(token: Token) -> bool:
    """Whether a number may begin here. Cheap: it is asked for every token."""
    return token.kind in (NUMBER, FRACTION) or (token.kind == WORD and token.low in _STARTERS)


_STARTERS = frozenset({*SMALL, *TENS, *VAGUE, "hundred", "thousand", "million", "billion", "trillion", "dozen", "half", "quarter"}) | {
    "a",
    "an",
    "several",
    "few",
    "many",
    "couple",
    "point",
}


def parse_number(tokens: Sequence[Token], i: int, *, money: bool = False) -> Number | None:
    """The number that begins at token `i`, as long as it goes. `money`: a currency sign stands before it ("m" is then a million)."""
    token = tokens[i]
    if token.kind in (NUMBER, FRACTION):
        return _with_digits(tokens, i, money)
    if token.kind != WORD:
        return None
    word = token.low
    if word in ("several", "few", "many", "couple"):
        return _vague_count(tokens, i, i)
    if word in VAGUE:
        return _vague_plural(tokens, i)
    if word in ("a", "an"):
        return _with_article(tokens, i)
    if word in ("half", "quarter"):
        return _fraction_of_scale(tokens, i, i)
    if word == "point":
        decimals = _decimals(tokens, i + 1)
        return Number(i, decimals[0], decimals[1], "words") if decimals and (i == 0 or tokens[i - 1].kind != WORD) else None
    if word in SMALL or word in TENS or word in ("hundred", "thousand", "million", "billion", "trillion", "dozen"):
        return _with_words(tokens, i, i)
    return None


def _low(tokens: Sequence[Token], i: int) -> str:
    return tokens[i].low if 0 <= i < len(tokens) else ""


def _after_hyphen(tokens: Sequence[Token], i: int) -> int:
    """The next token, past a hyphen that joins two words."""
    return i + 1 if _low(tokens, i) in ("-", "‑") and i + 1 < len(tokens) else i


# ------------------------------------------------------------------ digits


def _with_digits(tokens: Sequence[Token], i: int, money: bool) -> Number | None:
    value = tokens[i].value
    assert value is not None  # NUMBER and FRACTION always have one
    j = i + 1
    fraction = False
    if j + 1 < len(tokens) and tokens[j].text in ("/", "⁄") and tokens[j].tight and tokens[j + 1].tight:
        halved = _simple_fraction(value, tokens[j + 1])
        if halved is None:
            return None
        value, j, fraction = halved, j + 2, True
    elif tokens[i].kind == FRACTION:
        fraction = True
    elif j < len(tokens) and (mixed := _mixed(tokens, j)) is not None:
        value, j = value + mixed[0], mixed[1]
    mantissa, scale = value, Decimal(1)
    sign = _scale_sign(tokens, j, value, money)
    if sign is not None:
        scale, j = sign, j + 1
    j, scale = _scale_words(tokens, j, scale)
    value = mantissa * scale
    if scale == _HUNDRED and _low(tokens, j) == "and":
        rest = _cardinal(tokens, j + 1)
        if rest is not None and rest[1] < _HUNDRED:
            j, value = rest[0], value + rest[1]
    j, value = _and_a_half(tokens, j, value, scale)
    return Number(i, j, value, "fraction" if fraction and scale == 1 else "digits", scale != 1, mantissa, scale)


def _simple_fraction(numerator: Decimal, token: Token) -> Decimal | None:
    if token.kind != NUMBER or token.value is None or numerator != numerator.to_integral_value():
        return None
    below = token.value
    if below not in (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 16, 20, 25, 32, 50, 64, 100, 1000) or numerator >= below or numerator == 0:
        return None
    return round(numerator / below, _PLACES)


def _mixed(tokens: Sequence[Token], j: int) -> tuple[Decimal, int] | None:
    """ "2 1/4", "2½", "2-1/2": the part after the whole number."""
    part = tokens[j].value
    if tokens[j].kind == FRACTION and part is not None:
        return part, j + 1
    j = _after_hyphen(tokens, j)
    if j + 2 < len(tokens) and tokens[j].kind == NUMBER and tokens[j + 1].text in ("/", "⁄") and tokens[j + 1].tight:
        top = tokens[j].value
        part = _simple_fraction(top, tokens[j + 2]) if top is not None and tokens[j + 2].tight else None
        if part is not None:
            return part, j + 3
    return None


_LENGTH_CUES = CLASSES["length"]


def _scale_sign(tokens: Sequence[Token], j: int, value: Decimal, money: bool) -> Decimal | None:
    """The multiplier that a sign touching the digits stands for, where it is one. "m" is a million with money, before a unit or a
    plural, or after decimals ("5.2m"); else metres."""
    if j >= len(tokens) or tokens[j].kind != WORD:
        return None
    sign = tokens[j].text
    if sign not in SCALE_SIGNS or not (tokens[j].tight or money):
        return None
    scale = SCALE_SIGNS[sign]
    if money:
        return scale
    following = _low(tokens, j + 1)
    if sign in ("t", "T", "G"):
        return None
    if sign in ("b", "B"):
        return scale if sign == "B" or value != value.to_integral_value() else None
    if sign == "K" and value != value.to_integral_value():
        return None
    if sign in ("m", "M"):
        if following in _LENGTH_CUES or following in ("-", "x", "×", "/"):
            return None
        if following in UNIT_NAMES or following in ("t", "bpd", "usd", "eur") or _plural_follows(tokens, j + 1):
            return scale
        return scale if sign == "M" or value != value.to_integral_value() else None
    return scale


def _plural_follows(tokens: Sequence[Token], k: int) -> bool:
    """ "3m Syrian refugees": a plural among the next three words, nothing that ends a phrase before it."""
    for token in tokens[k : k + 3]:
        if token.kind != WORD or token.low in CLASSES["stop"] or token.low in _LENGTH_CUES:
            return False
        if _plural(token.low):
            return True
    return False


def _plural(word: str) -> bool:
    return word in CLASSES["plural"] or (word.endswith("s") and len(word) > 3 and word.isalpha() and word not in CLASSES["singular"])


def _scale_words(tokens: Sequence[Token], j: int, scale: Decimal) -> tuple[int, Decimal]:
    while True:
        k = _after_hyphen(tokens, j)
        if k >= len(tokens) or tokens[k].kind != WORD:
            return j, scale
        word = tokens[k].low
        if word == "hundred":
            scale *= _HUNDRED
        elif word in ("dozen", "dozens", "doz", "dozs", "dz", "dzs"):
            scale *= GROUPS["dozen"]
        elif word in SCALES and not (word in ("mil", "tn") and tokens[k].text != word):
            scale *= SCALES[word]
        elif word == "thousands" and k == j:
            return j, scale
        else:
            return j, scale
        j = k + 1


def _and_a_half(tokens: Sequence[Token], j: int, value: Decimal, scale: Decimal) -> tuple[int, Decimal]:
    """ "one and a half [million]", "3 million and a half", "five and a quarter"."""
    if _low(tokens, j) != "and" or j + 2 >= len(tokens):
        return j, value
    top, k = (Decimal(1), j + 2) if _low(tokens, j + 1) in ("a", "one") else (SMALL.get(_low(tokens, j + 1), Decimal(0)), j + 2)
    k = _after_hyphen(tokens, k)
    part = PARTS.get(_low(tokens, k))
    if part is None or not top or top >= part or (top == 1) == _low(tokens, k).endswith("s"):
        return j, value
    if top == 1 and part > 4 and _low(tokens, k + 1) not in ("", ".", ",", "of"):  # "two and a fifth man"
        return j, value
    value += round(top / part, _PLACES) * scale
    k, more = _scale_words(tokens, k + 1, Decimal(1))
    return k, value * more if scale == 1 else value


# ------------------------------------------------------------------ words


def _cardinal(tokens: Sequence[Token], i: int) -> tuple[int, Decimal, Decimal] | None:
    """A number in words from token `i`: (end, value, its last scale). "one hundred and three", "twenty-one trillion three hundred"."""
    total, current, last_scale = Decimal(0), None, Decimal(1)
    smallest = None  # the smallest scale so far: the next must be smaller
    j, first = i, True
    while j < len(tokens):
        k = j if first else _after_hyphen(tokens, j)
        if not first and _low(tokens, k) == "and" and tokens[j - 1].low in ("hundred", *SCALES):
            rest = _cardinal(tokens, k + 1) if _low(tokens, k + 1) in SMALL or _low(tokens, k + 1) in TENS else None
            sofar = total + (current or Decimal(0))
            if rest is None or rest[1] >= max(last_scale, _HUNDRED) or _low(tokens, _after_hyphen(tokens, rest[0])) in PARTS:
                break
            return rest[0], sofar + rest[1], Decimal(1)
        if k >= len(tokens) or (tokens[k].kind != WORD and not (tokens[k].kind == NUMBER and first)):
            break
        word = tokens[k].low
        if tokens[k].kind == NUMBER:
            current = tokens[k].value
        elif word in SMALL:
            small = SMALL[word]
            if current is None:
                current = small
            elif (current % _HUNDRED == 0 and tokens[j - 1].low in ("hundred", "and")) or (tokens[j - 1].low in TENS and 0 < small < 10):
                current += small
            else:
                break
        elif word in TENS:
            if current is None:
                current = TENS[word]
            elif current % _HUNDRED == 0 and current and tokens[j - 1].low == "hundred":
                current += TENS[word]
            else:
                break
        elif word == "hundred":
            if current is not None and current >= _HUNDRED:
                break
            current = (current if current is not None else Decimal(1)) * _HUNDRED
            last_scale = max(last_scale, _HUNDRED)
        elif word in SCALES:
            scale = SCALES[word]
            if smallest is not None and scale >= smallest:
                if current is None and total:
                    total *= scale
                    j = k + 1
                    last_scale = scale
                    continue
                break
            if current is None and not first and total:
                break
            total += (current if current is not None else Decimal(1)) * scale
            current, smallest, last_scale = None, scale, max(last_scale, scale)
        elif word == "dozen" or (word in ("dozens", "dozs", "dz") and current is not None):
            total += (current if current is not None else Decimal(1)) * GROUPS["dozen"]
            current = None
            j = k + 1
            break
        else:
            break
        j, first = k + 1, False
    if j == i:
        return None
    return j, total + (current or Decimal(0)), last_scale


def _with_words(tokens: Sequence[Token], i: int, first: int) -> Number | None:
    read = _cardinal(tokens, i)
    if read is None:
        return None
    j, value, scale = read
    if _low(tokens, j) == "point":
        decimals = _decimals(tokens, j + 1)
        if decimals is not None:
            j, value = decimals[0], value + decimals[1]
            j, more = _scale_words(tokens, j, Decimal(1))
            return Number(first, j, value * more, "words", more != 1)
    part = _denominator(tokens, j, value)
    if part is not None:
        value, j = round(value / part[0], _PLACES), part[1]
        return _of_scale(tokens, Number(first, j, value, "fraction"))
    if _low(tokens, j) == "over" and _low(tokens, j + 1) in (*SMALL, *TENS):
        below = _cardinal(tokens, j + 1)
        if below is not None and value < below[1] and _low(tokens, below[0]) in ("", ".", ","):
            return Number(first, below[0], round(value / below[1], _PLACES), "fraction")
    multiplied = scale if tokens[j - 1].low in ("hundred", *SCALES) else Decimal(1)
    j, value = _and_a_half(tokens, j, value, multiplied)
    return Number(first, j, value, "words", scale >= _HUNDRED, value / scale if scale else value, scale)


def _decimals(tokens: Sequence[Token], j: int) -> tuple[int, Decimal] | None:
    digits = ""
    while _low(tokens, j) in SMALL and SMALL[_low(tokens, j)] < 10:
        digits += str(SMALL[_low(tokens, j)])
        j += 1
    if not digits and j < len(tokens) and tokens[j].kind == NUMBER and tokens[j].text.isdigit() and len(tokens[j].text) < 5:
        digits, j = tokens[j].text, j + 1
    return (j, Decimal("0." + digits)) if digits else None


def _denominator(tokens: Sequence[Token], j: int, top: Decimal) -> tuple[Decimal, int] | None:
    """ "two thirds", "three-quarters", "one third": the denominator and the token after it."""
    k = _after_hyphen(tokens, j)
    word = _low(tokens, k)
    if word not in PARTS or top != top.to_integral_value() or top < 1:
        return None
    plural = (word.endswith("s") and word != "halves") or word == "halves"
    if (top == 1 and plural) or (top > 1 and not plural and k == j):
        return None
    if top > 1 and not plural and _low(tokens, k + 1) in ("grade", "graders", "floor", "round", "place", "century"):
        return None
    if word in ("quarter", "quarters") and _low(tokens, k + 1) in ("finals", "final", "-"):
        return None
    return PARTS[word], k + 1


def _of_scale(tokens: Sequence[Token], number: Number) -> Number:
    """ "two thirds of a million", "half a million", "quarter million" after a fraction."""
    j = number.end
    k = _after_hyphen(tokens, j)
    if _low(tokens, k) == "of" and _low(tokens, k + 1) == "a":
        k += 2
    elif _low(tokens, k) == "a":
        k += 1
    word = _low(tokens, k)
    if word in ("million", "billion", "trillion", "thousand", "hundred", "dozen", "crore", "lakh"):
        scale = SCALES.get(word) or (_HUNDRED if word == "hundred" else GROUPS["dozen"])
        value = number.value * scale
        nearest = value.quantize(Decimal(1))
        return Number(number.first, k + 1, nearest if abs(value - nearest) < Decimal("0.01") else value, "words", True, number.value, scale)
    return number


# ------------------------------------------------------------------ articles, halves and vague counts


def _with_article(tokens: Sequence[Token], i: int) -> Number | None:
    word = _low(tokens, i + 1)
    if word in ("hundred", "thousand", "million", "billion", "trillion", "dozen", "lakh", "crore"):
        return _with_words(tokens, i + 1, i)
    if word in ("few", "couple"):
        return _vague_count(tokens, i + 1, i)
    if word in ("half", "quarter"):
        return _fraction_of_scale(tokens, i + 1, i)
    if word in PARTS and not word.endswith("s"):
        return _of_scale(tokens, Number(i, i + 2, round(Decimal(1) / PARTS[word], _PLACES), "fraction"))
    return None


def _fraction_of_scale(tokens: Sequence[Token], i: int, first: int) -> Number | None:
    return _of_scale(tokens, Number(first, i + 1, Decimal(1) / PARTS[tokens[i].low], "fraction"))


def _vague_count(tokens: Sequence[Token], i: int, first: int) -> Number | None:
    """ "several thousand", "a few hundred", "a couple of dozen", "many thousands": the low end is one of the scale."""
    k = i + 2 if _low(tokens, i) == "couple" and _low(tokens, i + 1) == "of" else i + 1
    word = _low(tokens, k)
    singular = word.rstrip("s") if word in VAGUE else word
    if singular in ("hundred", "dozen"):
        low = _HUNDRED if singular == "hundred" else GROUPS["dozen"]
    elif singular in SCALES:
        low = SCALES[singular]
    else:
        return None
    end, more = _scale_words(tokens, k + 1, Decimal(1))
    if word in VAGUE and _low(tokens, k + 1) == "of" and _low(tokens, k + 2) in VAGUE:
        return Number(first, k + 3, low * VAGUE[_low(tokens, k + 2)], "vague", True)
    return Number(first, end, low * more, "vague", True)


def _vague_plural(tokens: Sequence[Token], i: int) -> Number | None:
    low, j = VAGUE[tokens[i].low], i + 1
    while _low(tokens, j) == "of" and _low(tokens, j + 1) in ("thousands", "millions", "billions", "trillions", "hundreds"):
        low, j = low * VAGUE[_low(tokens, j + 1)], j + 2
    if _low(tokens, j) in ("upon", "and") and _low(tokens, j + 1) == tokens[i].low:
        j += 2
    if (
        tokens[i].low in ("scores", "tens")
        and j == i + 1
        and _low(tokens, j) not in ("of", "more", "killed", "dead", "wounded", "injured", "arrested", "were", "have", "are")
    ):
        return None
    return Number(i, j, low, "vague", True)
