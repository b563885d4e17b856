"""The lists that the rules for names look words up in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from generator.data import rows, words

_PLAIN = str.maketrans("ıøØłŁđĐ’‘ʻ`´ß", "ioOlLdD'''''s")
_PLURALS = (("s", ""), ("es", ""), ("men", "man"))


@dataclass(frozen=True, slots=True, kw_only=True)
class NameLists:
    """What is known of words: all entries without accents (`plain`); "small" lists are in small letters."""

    titles: frozenset[str]  # small
    title_modifiers: frozenset[str]  # small
    honorifics: frozenset[str]  # small
    role_nouns: frozenset[str]  # small
    given: frozenset[str]
    family: frozenset[str]
    common: frozenset[str]  # small
    demonyms: frozenset[str]
    organisation_heads: frozenset[str]
    organisation_starts: frozenset[str]
    organisation_openers: frozenset[str]
    legal_forms: frozenset[str]
    organisations: frozenset[str]
    places: Mapping[str, str]  # name -> country, capital, region, city, area, town, other (see known_places.txt)
    place_kinds: frozenset[str]
    place_starts: frozenset[str]

    def is_title(self, word: str) -> bool:
        return word.rstrip(".").casefold() in self.titles

    def is_title_part(self, word: str) -> bool:
        small = word.rstrip(".").casefold()
        return small in self.titles or small in self.title_modifiers

    def is_honorific(self, word: str) -> bool:
        return word.rstrip(".").casefold() in self.honorifics

    def is_role_noun(self, word: str) -> bool:
        return word.casefold() in self.role_nouns

    def is_given(self, word: str) -> bool:
        return plain(word) in self.given or ("-" in word and plain(word.split("-")[0]) in self.given)

    def is_family(self, word: str) -> bool:
        return plain(word) in self.family

    def is_common(self, word: str) -> bool:
        """Whether English writes the word with a small letter, or its singular."""
        small = word.casefold()
        return small in self.common or (small.endswith("s") and small[:-1] in self.common)

    def is_demonym(self, word: str) -> bool:
        if word in self.demonyms:
            return True
        return any(word.endswith(end) and word[: -len(end)] + stem in self.demonyms for end, stem in _PLURALS)

    def place(self, name: str) -> str | None:
        """The class of a known place, or None; "KYIV" is Kyiv."""
        known = self.places.get(name) or self.places.get(plain(name))
        if known is None and len(name) > 3 and name.isupper():
            return self.places.get(plain(name).title())
        return known


def plain(name: str) -> str:
    """The name without accents and with straight apostrophes."""
    if name.isascii():
        return name
    kept = unicodedata.normalize("NFD", name)
    return "".join(char for char in kept if not unicodedata.combining(char)).translate(_PLAIN)


@cache
def name_lists() -> NameLists:
    """The lists of this release, read once."""
    common = words("common_words.txt")
    places = {row[0]: row[1] for row in (*rows("known_places.txt"), *rows("known_places_more.txt"))}
    places |= {plain(name): kind for name, kind in places.items()}
    return NameLists(
        titles=_small("titles.txt"),
        title_modifiers=_small("title_modifiers.txt"),
        honorifics=_small("honorifics.txt"),
        role_nouns=_small("role_nouns.txt"),
        given=words("given_names.txt") | words("given_names_more.txt"),
        family=words("family_names.txt"),
        common=common,
        demonyms=words("demonyms.txt"),
        organisation_heads=words("organisation_heads.txt"),
        organisation_starts=words("organisation_starts.txt"),
        organisation_openers=words("organisation_openers.txt"),
        legal_forms=words("legal_forms.txt"),
        organisations=words("known_organisations.txt"),
        places=places,
        place_kinds=words("place_kinds.txt"),
        place_starts=words("place_starts.txt"),
    )


def _small(name: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in words(name))


_ACRONYM = re.compile(r"(?:[A-Z]\.){2,}|[A-Z][A-Z&]{1,5}\d?")


def is_acronym(word: str) -> bool:
    """ "NATO", "U.N.", "AT&T", "G20"; not "III"."""
    return bool(_ACRONYM.fullmatch(word)) and not re.fullmatch(r"[IVX]+", word)
