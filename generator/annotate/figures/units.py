"""Finds the unit of a number: the words or signs after it, the rate they belong to ("a day"), and a repetition in brackets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from generator.annotate.figures.knowledge import CLASSES, UNIT_NAMES, UNIT_SIGNS, UNITS, Unit
from generator.annotate.figures.tokens import MARK, OPAQUE, SIGN, WORD, Token, find_tokens
from generator.model import Span


class Measure(NamedTuple):
    """The unit in `tokens[first:end]`."""

    first: int
    end: int
    unit: Unit


class _Entry(NamedTuple):
    parts: tuple[str, ...]
    unit: Unit
    tight: bool
    exact: bool  # a sign: read as written, not in any case


def _index(entries: Iterable[_Entry]) -> Mapping[str, tuple[_Entry, ...]]:
    found: dict[str, list[_Entry]] = {}
    for entry in entries:
        found.setdefault(entry.parts[0], []).append(entry)
    return {first: tuple(sorted(listed, key=lambda entry: -len(entry.parts))) for first, listed in found.items()}


def _parts(text: str, *, lower: bool) -> tuple[str, ...]:
    return tuple(token.low if lower else token.text for token in find_tokens(text, Span(0, len(text))))


_NAMES = _index(_Entry(_parts(name, lower=True), unit, False, False) for name, unit in UNIT_NAMES.items())
_SIGNS = _index(_Entry(_parts(sign, lower=False), found.unit, found.tight, True) for sign, found in UNIT_SIGNS.items())

# Names of units that are everyday words as well: read as units only where nothing speaks for the word.
_DOUBTFUL = CLASSES["doubtful-unit"]
_WEIGHT_CUES = CLASSES["weight"]
_LEAST_CROWNS = 1000
_NOT_AFTER_HYPHEN = frozenset({"p", "t", "s", "h", "l", "g", "m"})


def find_unit(tokens: Sequence[Token], j: int, value: Decimal, *, joined: bool = False) -> Measure | None:
    """The unit that begins at token `j`, or after a hyphen or "a" there ("27-kilometre", "half an hour"). `joined`: "a" may stand there."""
    hyphen = j + 1 < len(tokens) and tokens[j].text in ("-", "‑", "–")
    article = joined and j < len(tokens) and tokens[j].low in ("a", "an")
    k = j + 1 if hyphen or article else j
    if hyphen and tokens[k].kind == SIGN:
        return None
    if k >= len(tokens) or tokens[k].kind not in (WORD, MARK, SIGN, OPAQUE):
        return None
    found = _match(tokens, k, hyphen=hyphen)
    if found is None:
        return None
    return _decided(tokens, found, value, hyphen=hyphen)


def _match(tokens: Sequence[Token], k: int, *, hyphen: bool) -> Measure | None:
    best: Measure | None = None
    token = tokens[k]
    for entry in _NAMES.get(token.low, ()):
        end = k + len(entry.parts)
        if end <= len(tokens) and all(tokens[k + n].low == part for n, part in enumerate(entry.parts)):
            best = Measure(k, end, entry.unit)
            break
    for entry in _SIGNS.get(token.text, ()):
        end = k + len(entry.parts)
        if best is not None and end <= best.end:
            break
        if end > len(tokens) or any(tokens[k + n].text != part for n, part in enumerate(entry.parts)):
            continue
        if entry.tight and not (token.tight and not hyphen):
            continue
        if hyphen and token.text in _NOT_AFTER_HYPHEN:
            continue
        best = Measure(k, end, entry.unit)
        break
    return best


def _decided(tokens: Sequence[Token], found: Measure, value: Decimal, *, hyphen: bool) -> Measure | None:
    """The match, changed or dropped where its words mean something else here."""
    word = tokens[found.first].low
    following = tokens[found.end].low if found.end < len(tokens) else ""
    if word in ("pound", "pounds") and found.unit.code == "GBP" and found.end == found.first + 1:
        heavy = (
            following in ("heavier", "lighter", "overweight") or hyphen or (following == "of" and not _is_money_noun(tokens, found.end + 1))
        )
        near = range(max(0, found.first - 4), found.first)
        if heavy or any(tokens[n].low in _WEIGHT_CUES for n in near):
            return found._replace(unit=UNITS["lb"])
    if word == "pound" and found.unit.code == "GBP" and value > 1 and found.end < len(tokens) and tokens[found.end].kind == WORD:
        named = following not in CLASSES["stop"] and following not in CLASSES["determiner"] and following not in CLASSES["banknote"]
        return found._replace(unit=UNITS["lb"]) if named else found  # "2.5 pound bags"
    if word in _DOUBTFUL and (value < 10 or (following and following not in CLASSES["stop"] and following.isalpha())):
        return None
    if word in ("crown", "crowns") and value < _LEAST_CROWNS:
        return None  # "six crowns" are won or worn
    if word == "second" and not hyphen and value != 1 and tokens[found.first].tight is False:
        return None  # "two second halves"
    if found.unit.code == "K" and value < 50:
        return None
    if found.unit.code == "s" and tokens[found.first].text == "s" and value % 10 == 0:
        return None  # "the 30s"
    if found.unit.code == "in" and word == "in":
        return found if tokens[found.first].tight else None
    if found.unit.code in ("°C", "°F") and word in ("c", "f") and value > 200:
        return None
    if tokens[found.end - 1].kind == WORD and found.end < len(tokens) and tokens[found.end].tight and tokens[found.end].kind in (OPAQUE,):
        return None
    return found


def _is_money_noun(tokens: Sequence[Token], k: int) -> bool:
    return k < len(tokens) and tokens[k].low in (
        "public",
        "taxpayers",
        "taxpayers'",
        "debt",
        "cuts",
        "aid",
        "investment",
        "savings",
        "funding",
        "tax",
    )


_PER_NOUNS = CLASSES["rate"]
_ADVERBS = {
    "annually": "year",
    "yearly": "year",
    "monthly": "month",
    "weekly": "week",
    "daily": "day",
    "hourly": "hour",
    "nightly": "night",
    "apiece": "piece",
}


def find_rate(tokens: Sequence[Token], j: int) -> tuple[int, str] | None:
    """ "per day", "a barrel", "each month", "/day", "annually" at token `j`: the token after it and the noun."""
    if j >= len(tokens):
        return None
    word = tokens[j].low
    if word in _ADVERBS:
        return j + 1, _ADVERBS[word]
    if j + 1 >= len(tokens):
        return None
    following = tokens[j + 1]
    if word == "per" and following.kind == WORD and following.low != "cent":
        return j + 2, following.low
    if (word in ("a", "an", "every") or (word == "each" and following.low in UNIT_NAMES)) and following.low in _PER_NOUNS:
        return j + 2, following.low
    if word == "/" and following.kind == WORD and following.tight and following.low in _PER_NOUNS:
        return j + 2, following.low
    return None
