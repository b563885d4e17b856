"""Owns how likely a place of the gazetteer is what an article means, before the article is looked at; and distances."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from generator.link.gazetteer import Gazetteer, Named, Place

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
    "district": 0.42,
}
_CAPITAL = 0.12
OTHER_NAME = -0.22  # a name that is not the main one: "Paris" for Parys
# What may hold what; two of one rank stand beside each other.
RANK: Mapping[str, int] = {"continent": 4, "country": 3, "area": 2, "region": 2, "island": 2, "district": 1}


def prior(place: Place) -> float:
    """How likely the place is meant where nothing else is known, 0 to about 1: by kind, towns by their people (a million: 0.75)."""
    if place.kind == "settlement":
        return min(0.95, math.log10(place.population + 10) / 8 + (_CAPITAL if place.capital else 0.0))
    size = (0.03 if place.kind == "country" else 0.012) * math.log10(place.population + 1)
    return _PRIOR.get(place.kind, 0.4) + (size if place.kind != "continent" else 0.0)


def known_best(options: Sequence[Named], gazetteer: Gazetteer) -> float:
    """The prior of the best known of several bearers of a name; a region that is named after its town does not count."""
    return max(
        (
            prior(named.place) + (0.0 if named.main else OTHER_NAME)
            for named in options
            if named.place.kind not in ("region", "district") or not holds_namesake(options, named.place, gazetteer)
        ),
        default=0.0,
    )


def holds_namesake(options: Sequence[Named], region: Place, gazetteer: Gazetteer) -> bool:
    """Whether one of the options is a town of some size in the region: "Homs", "Kursk", "Oklahoma" for Oklahoma City."""
    return any(
        named.place.kind == "settlement"
        and named.place.population > (20_000 if named.main else 200_000)
        and any(up.number == region.number for up in gazetteer.above(named.place))
        for named in options
    )


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Distance of two points in degrees, in kilometres. Flat: within 2 % up to 1,000 km away from the poles, good for ranking beyond."""
    across = abs(lon - other_lon)
    across = min(across, 360.0 - across) * math.cos(math.radians((lat + other_lat) / 2))
    return 111.2 * math.hypot(lat - other_lat, across)
