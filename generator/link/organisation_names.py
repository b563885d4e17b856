"""Owns what an organisation's name says by itself: its key, its initials, whether one form is short for another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from generator.data import rows, words
from generator.link.keys import fold

_SMALL = frozenset("of the for and in on de la le du des et y e di da do".split())
_LEGAL = frozenset(fold(form) for form in words("legal_forms.txt")) | frozenset(
    "inc incorporated corp corporation co company ltd limited llc llp plc gmbh ag sa spa nv bv ab asa oyj kg se sarl pty bhd "
    "ooo oao pjsc jsc holdings holding".split()
)
# One word of the many that two spellings of English part.
_SPELLINGS = {
    "center": "centre",
    "centers": "centre",
    "centres": "centre",
    "defense": "defence",
    "labor": "labour",
    "organization": "organisation",
    "program": "programme",
    "theater": "theatre",
    "harbor": "harbour",
}
GENERIC = words("organisation_generics.txt")
_BUSINESS = words("business_words.txt")


COUNTRY_WORDS: Mapping[str, str] = {"us": "US", "uk": "GB", "usa": "US", "united states": "US", "united kingdom": "GB"}


def _known() -> Iterator[tuple[str, str]]:
    for row in rows("acronyms.txt"):
        full = row[1]
        yield row[0], full
        for other in (row[2] if len(row) > 2 else "").split(";"):
            if other.strip():
                yield other.strip(), full


KNOWN_NAMES: Mapping[str, str] = {fold(name): full for name, full in _known()}


def _national() -> Iterator[tuple[str, str]]:
    for row in rows("national_organisations.txt"):
        yield fold(row[0]), fold(row[0])
        for other in (row[1] if len(row) > 1 else "").split(";"):
            if other.strip():
                yield fold(other), fold(row[0])


# Names that many countries have, each form with its key: "labour" -> "labour party". "MoD" is one, "mod" is not: see `national_key`.
_NATIONAL: Mapping[str, str] = dict(_national())


@lru_cache(maxsize=100_000)
def organisation_key(text: str) -> str:
    """The key of an organisation's name: folded, without leading article and legal form, one spelling, "X Ministry" for "Ministry of X".

    A known acronym has the key of its full name.
    """
    plain = fold(text.replace("&", " and "))
    plain = plain[4:] if plain.startswith("the ") else plain
    plain = fold(KNOWN_NAMES[plain]) if plain in KNOWN_NAMES else plain
    parts = [_SPELLINGS.get(part, part) for part in plain.split()]
    while len(parts) > 1 and (parts[-1] in _LEGAL or (parts[-1] == "and" and len(parts) > 2)):
        parts.pop()
    return " ".join(_office_order(parts))


def _office_order(parts: list[str]) -> list[str]:
    """ "Ministry of Foreign Affairs" and "Foreign Ministry" in one order, with the country's adjective still first."""
    for place in (0, 1):
        if len(parts) > place + 2 and parts[place] in _OFFICES and parts[place + 1] == "of":
            rest = [part for part in parts[place + 2 :] if part not in ("the", "and")]
            parts = [*parts[:place], *rest, parts[place]]
    if len(parts) > 2 and parts[-1] in _OFFICES and parts[-2] == "affairs":
        parts = [*parts[:-2], parts[-1]]
    if len(parts) > 1 and parts[-1] in _OFFICES and parts[-2] == "internal":
        parts = [*parts[:-2], "interior", parts[-1]]
    return parts


_OFFICES = frozenset(("ministry", "department"))


@lru_cache(maxsize=100_000)
def initials(text: str) -> tuple[str, ...]:
    """The acronyms that a full name may have: initials of its words, with and without the small ones."""
    parts = [part for part in re.split(r"[\s/-]+", text.replace("&", " and ")) if part[:1].isalnum()]
    parts = parts[1:] if len(parts) > 1 and parts[0].lower() == "the" else parts
    whole = "".join(part[0] for part in parts).upper()
    bare = "".join(part[0] for part in parts if part.lower() not in _SMALL).upper()
    legal = "".join(part[0] for part in parts if part.lower() not in _SMALL and fold(part) not in _LEGAL).upper()
    return tuple(dict.fromkeys(each for each in (bare, whole, legal) if len(each) >= 2))


def is_acronym(text: str) -> bool:
    plain = text.replace(".", "").replace("&", "")
    return 2 <= len(plain) <= 7 and plain.isupper() and plain.isalpha()


def is_short_of(short: str, long: str) -> bool:
    """Whether the longer name only adds words that speech leaves off. "GM Europe" and "Ford Australia" are branches, not longer names."""
    one, two = short.split(), long.split()
    if len(one) >= len(two) or two[: len(one)] != one or (len(one) == 1 and (len(one[0]) < 3 or one[0] in GENERIC or one[0] in _BUSINESS)):
        return False
    if len(one) == 1 and one[0] in COUNTRY_WORDS:
        return False
    return all(part in _BUSINESS or part in _LEGAL or part in _SMALL for part in two[len(one) :])


def is_head_of(short: str, long: str, printed: Iterable[str]) -> bool:
    """Whether a word is the first of a firm that an article prints with its legal form: "Kitahara" for "Kitahara Denki KK"."""
    first, *rest = long.split()
    if short != first or not rest or len(short) < 4 or short in GENERIC or short in _BUSINESS or short in COUNTRY_WORDS:
        return False
    if short in words("common_words.txt") or short in words("place_directions.txt"):
        return False
    return any(fold(text.split()[-1]) in _LEGAL for text in printed)


KNOWN_KEYS = frozenset(organisation_key(name) for name in KNOWN_NAMES.values())
# Key of a known name that other countries have, too -> the code of its home.
HOMES: Mapping[str, str] = {organisation_key(row[1]): row[3] for row in rows("acronyms.txt") if len(row) > 3 and row[3]}
# Letters that mean one thing everywhere, as far as we know: no article need explain them.
WORLDWIDE = frozenset(KNOWN_NAMES) | frozenset(fold(name) for name in (*words("known_organisations.txt"), *words("news_agencies.txt")))


def national_key(key: str) -> str | None:
    """The key of an organisation that many countries have, None for others: "labour" and "labour party" are "labour party"."""
    return _NATIONAL.get(key)
