"""Owns the words for peoples: which country they point at, and that they are no places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from generator.data import rows, words

_WORD = re.compile(r"[A-Z][A-Za-z’'-]+(?: [A-Z][a-z]+)?")
_PEOPLES: Mapping[str, str] = {row[0]: row[1] for row in rows("demonym_countries.txt")}
ADJECTIVES: Mapping[str, str] = {code: word for word, code in reversed(list(_PEOPLES.items()))}  # country -> its first adjective


def is_people(text: str) -> bool:
    """Whether the words name a people rather than a place: "European", "Russians"."""
    plain = text.strip()
    return plain in words("demonyms.txt") or (plain.endswith("s") and plain[:-1] in words("demonyms.txt") and not plain.endswith("ss"))


def people_country(word: str) -> str | None:
    """The country of an adjective or noun for a people: "Ukrainian", "Ukrainians" -> "UA"."""
    return _PEOPLES.get(word) or (_PEOPLES.get(word[:-1]) if word.endswith("s") else None)


def count_peoples(text: str) -> Counter[str]:
    """How often the text speaks of the people of each country."""
    counted: Counter[str] = Counter()
    for word in _WORD.findall(text):
        code = people_country(word)
        if code is None and not word.isalpha():
            code = people_country(word.split(" ")[0].split("-")[0].split("’")[0].split("'")[0])
        if code:
            counted[code] += 1
    return counted
