"""Owns how likely a place of the gazetteer is what an article means, before the article is looked at; and distances."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from rapidfuzz.distance import JaroWinkler

from generator.link.gazetteer import Gazetteer, Named, Place
from generator.link.keys import fold, place_key

# How much a kind is what an article means by a bare name; towns are weighed by their people.
_PRIOR: Mapping[str, float] = {
    "country": 0.88,
    "continent": 0.95,
    "region": 0.74,
    "water": 0.62,
    "area": 0.66,
    "mountain": 0.6,
    "island": 0.66,
    "facility": 0.5,
}
_CAPITAL = 0.12
_FAME = 0.0005  # for each name that a town has in other languages, a hundred at most
_FAMOUS, _ALIKE = 200_000, 0.8  # people; likeness of two spellings
OTHER_NAME = -0.22  # a name that is not the main one: "Paris" for Parys
# What may hold what; two of one rank stand beside each other.
RANK: Mapping[str, int] = {"continent": 4, "country": 3, "area": 2, "region": 2, "island": 2, "district": 1}


def prior(place: Place) -> float:
    """How likely the place is meant where nothing else is known, 0 to about 1: by kind, towns by their people (a million: 0.75)."""
    if place.kind == "settlement":
        fame = _FAME * min(place.names, 100)
        return min(0.95, math.log10(place.population + 10) / 8 + fame + (_CAPITAL if place.capital else 0.0))
    if place.kind == "district":
        return 0.34 + 0.055 * math.log10(place.population + 1)
    size = (0.03 if place.kind == "country" else 0.012) * math.log10(place.population + 1)
    return _PRIOR.get(place.kind, 0.4) + (size if place.kind != "continent" else 0.0)


def known_best(base: str, options: Sequence[Named], gazetteer: Gazetteer) -> float:
    """The prior of the best known of several bearers of a name; a region that is named after its town does not count."""
    return max(
        (
            prior(named.place) + other_name(base, named)
            for named in options
            if named.place.kind not in ("region", "district") or not holds_namesake(options, named.place, gazetteer)
        ),
        default=0.0,
    )


def other_name(base: str, named: Named) -> float:
    """What a name that is not the main one costs: little where a large town's is spelled alike ("Seville" for Sevilla), nothing where it
    is a part of the whole."""
    place = named.place
    if named.main or place.kind not in ("settlement", "district", "region") or fold(place.name).startswith(fold(base)):
        return 0.0
    if place.kind == "settlement" and place.population > _FAMOUS and fold(place.name).endswith(f" {fold(base)}"):
        return 0.0  # "Hull" for Kingston upon Hull
    famous = place.kind == "settlement" and place.population > _FAMOUS
    return OTHER_NAME / 3 if famous and JaroWinkler.similarity(place_key(base), place_key(place.name)) > _ALIKE else OTHER_NAME


def holds_namesake(options: Sequence[Named], region: Place, gazetteer: Gazetteer) -> bool:
    """Whether one of the options is the town of some size that the region is named after: "Homs", "Kursk", "São Paulo"."""
    if region.id in _BETTER_KNOWN:
        return False
    return any(
        named.place.kind == "settlement"
        and _is_namesake(named, region)
        and (any(up.number == region.number for up in gazetteer.above(named.place)) or _beside(named.place, region))
        for named in options
    )


def _beside(town: Place, region: Place) -> bool:
    """Within 40 km of the region's middle: its main town, where the gazetteer does not know what the town lies in."""
    if town.country != region.country or town.lat is None or town.lon is None or region.lat is None or region.lon is None:
        return False
    return distance_km(town.lat, town.lon, region.lat, region.lon) < 40


# Regions that English articles mean by the bare name, although their town has it, too.
_BETTER_KNOWN = frozenset(("iso:CA-QC", "area:gaza-strip"))


def _is_namesake(named: Named, region: Place) -> bool:
    """Oklahoma is not named after Oklahoma City; New York City is so large that it counts all the same."""
    town = named.place
    if named.main:
        return town.population > 20_000
    return town.population > 2_000_000 or (town.population > 60_000 and not place_key(town.name).startswith(f"{place_key(region.name)} "))


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Distance of two points in degrees, in kilometres. Flat: within 2 % up to 1,000 km away from the poles, good for ranking beyond."""
    across = abs(lon - other_lon)
    across = min(across, 360.0 - across) * math.cos(math.radians((lat + other_lat) / 2))
    return 111.2 * math.hypot(lat - other_lat, across)
