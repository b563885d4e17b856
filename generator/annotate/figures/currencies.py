"""Decides whose currency a name without a nationality is ("210 million pesos"): that of the country whose words the article has most."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from generator.data import rows


def _load() -> Mapping[str, Mapping[str, re.Pattern[str]]]:
    found: dict[str, dict[str, re.Pattern[str]]] = {}
    for name, code, listed in rows("currency_countries.txt"):
        words = sorted((re.escape(word.strip()) for word in listed.split(",")), key=lambda word: (-len(word), word))
        found.setdefault(name, {})[code] = re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")
    return found


_COUNTRIES = _load()
_NAMES = {form: name for name in _COUNTRIES for form in (name, f"{name}s")}


def local_currency(text: str, code: str, written: str) -> str:
    """The code of a unit written as `written`: another than `code` only for a shared name where the article is of one of its countries.

    >>> local_currency("Farmers in Senegal owe 3 million francs.", "CHF", "francs"), local_currency("It cost 90 euros.", "EUR", "euros")
    ('XOF', 'EUR')
    """
    name = _NAMES.get(written.lower())
    return code if name is None else _most_named(text, name) or code


@lru_cache(maxsize=8)
def _most_named(text: str, name: str) -> str | None:
    """The code of the country that the text names most; None where it names none, or two as often."""
    counts = sorted(((len(words.findall(text)), code) for code, words in _COUNTRIES[name].items()), reverse=True)
    most, second = counts[0], counts[1]
    return most[1] if most[0] > second[0] else None
