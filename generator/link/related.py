"""Owns whether two articles report on related things. Looks at the two alone, so that no third article can change the answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zlib import crc32

from generator.data import words
from generator.link.keys import fold
from generator.link.names import loose, read_name
from generator.link.organisation_names import GENERIC, national_key, organisation_key
from generator.link.places import Placed
from generator.model import Annotated, Kind, Ref, ref

# What two articles share, in points: a particular person, town or organisation 1, a country a third (of three at most), a date
# within ten days a half. Two particular things, or one and a near date, make them related.
_ENOUGH = 1.45
_COUNTRY, _DATE, _DAYS = 0.34, 0.5, 10
_METROPOLIS = 3_000_000  # towns that any article may name say nothing
# A copy is the same evidence twice: half of the shorter article's sentences, looked at by both of their ends, so that an edited word
# does not hide one. Shorter sentences ("He added:") are no sign of copying.
_LEAST_WORDS, _END_WORDS, _COPY = 5, 8, 0.5


@dataclass(frozen=True, slots=True)
class Signs:
    """What an article may share with another: particular things, countries, its date, whole sentences (numbers for their ends)."""

    particular: frozenset[str]
    countries: frozenset[str]
    on: date | None
    sentences: frozenset[int] = frozenset()


def signs_of(annotated: Annotated, placed: Mapping[Ref, Placed]) -> Signs:
    particular: set[str] = set()
    countries: set[str] = set()
    for mention in annotated.names:
        if mention.kind is Kind.PERSON:
            particular.update(person_sign(mention.value.text))
        elif mention.kind is Kind.ORGANISATION:
            key = organisation_key(mention.value.text)
            if key and key not in _EVERYWHERE and not national_key(key) and not all(part in GENERIC for part in key.split()):
                particular.add(f"o:{key}")
        elif found := placed.get(ref(annotated.article, mention)):
            place = found.place
            if place is None:
                particular.add(f"g:{fold(found.name)}")
                continue
            if place.country:
                countries.add(place.country)
            if (
                place.kind not in ("country", "continent", "area", "water")
                and not place.capital
                and not (place.kind == "settlement" and place.population > _METROPOLIS)
            ):
                particular.add(f"g:{place.id}")
    published = annotated.article.published
    return Signs(frozenset(particular), frozenset(countries), published.value if published else None, _sentence_ends(annotated))


def _sentence_ends(annotated: Annotated) -> frozenset[int]:
    """The beginnings and ends of the article's sentences, as numbers that are the same in every run."""
    silent = [block.span for block in annotated.article.blocks if not block.annotated]
    ends: set[int] = set()
    for sentence in annotated.sentences:
        parts = sentence.of(annotated.article.text).casefold().split()
        if len(parts) >= _LEAST_WORDS and not any(span.holds(sentence) for span in silent):
            ends.update((crc32(" ".join(parts[:_END_WORDS]).encode()), ~crc32(" ".join(parts[-_END_WORDS:]).encode())))
    return frozenset(ends)


def person_sign(text: str) -> Iterable[str]:
    """The sign of a full name, blind to spelling: family name's sounds and the first letter of the given name."""
    name = read_name(text)
    return (f"p:{loose(name.last)}:{name.given[0][0]}",) if name.full else ()


# Agencies and world bodies, which articles on anything name.
_EVERYWHERE = frozenset(organisation_key(name) for name in words("news_agencies.txt")) | frozenset(
    organisation_key(name)
    for name in (
        "UN",
        "EU",
        "NATO",
        "WHO",
        "IMF",
        "World Bank",
        "European Commission",
        "UNHCR",
        "Facebook",
        "Twitter",
        "Telegram",
        "X",
        "BBC",
        "CNN",
    )
)


class Related:
    """Answers for pairs of articles by their place in the corpus."""

    def __init__(self, signs: Sequence[Signs]) -> None:
        self._signs = signs

    def points(self, left: int, right: int, besides: frozenset[str] = frozenset()) -> float:
        """How much the two share, leaving out `besides`: the very name that is in question."""
        one, two = self._signs[left], self._signs[right]
        shared = one.particular & two.particular
        value = float(len(shared - besides)) if besides else float(len(shared))
        value += _COUNTRY * min(3, len(one.countries & two.countries))
        if one.on and two.on and abs((one.on - two.on).days) <= _DAYS:
            value += _DATE
        return value if value >= _ENOUGH or not self.copies(left, right) else _ENOUGH

    def copies(self, left: int, right: int) -> bool:
        """Whether one article repeats the other, or most of it, nearly word by word."""
        one, two = self._signs[left].sentences, self._signs[right].sentences
        return not one.isdisjoint(two) and len(one & two) >= _COPY * min(len(one), len(two))

    def elsewhere(self, left: int, right: int) -> bool:
        """Whether the two speak of countries, and of none in common."""
        one, two = self._signs[left].countries, self._signs[right].countries
        return bool(one and two) and one.isdisjoint(two)

    def __call__(self, left: int, right: int, besides: frozenset[str] = frozenset()) -> bool:
        return left == right or self.points(left, right, besides) >= _ENOUGH
