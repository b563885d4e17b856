"""Owns whether two articles report on related things. Looks at the two alone, so that no third article can change the answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from generator.data import words
from generator.link.keys import fold
from generator.link.names import loose, read_name
from generator.link.organisation_names import organisation_key
from generator.link.places import Placed
from generator.model import Annotated, Kind, Ref, ref

# What two articles share, in points: a particular person, town or organisation 1, a country a third (of three at most), a date
# within ten days a half. Two particular things, or one and a near date, make them related.
_ENOUGH = 1.45
_COUNTRY, _DATE, _DAYS = 0.34, 0.5, 10
_METROPOLIS = 3_000_000  # towns that any article may name say nothing


@dataclass(frozen=True, slots=True)
class Signs:
    """What an article may share with another: particular things, countries, its date."""

    particular: frozenset[str]
    countries: frozenset[str]
    on: date | None


def signs_of(annotated: Annotated, placed: Mapping[Ref, Placed]) -> Signs:
    particular: set[str] = set()
    countries: set[str] = set()
    for mention in annotated.names:
        if mention.kind is Kind.PERSON:
            particular.update(person_sign(mention.value.text))
        elif mention.kind is Kind.ORGANISATION:
            key = organisation_key(mention.value.text)
            if key and key not in _EVERYWHERE and not all(part in words("organisation_generics.txt") for part in key.split()):
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
    return Signs(frozenset(particular), frozenset(countries), published.value if published else None)


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
        return value

    def __call__(self, left: int, right: int, besides: frozenset[str] = frozenset()) -> bool:
        return left == right or self.points(left, right, besides) >= _ENOUGH
